/** «Slik gjør du»: the guides, by what one wants to get done. */
import { Button, Field, Heading, Label, Paragraph, Search } from "@digdir/designsystemet-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { announce } from "../../frame/live-regions.tsx";
import { Page } from "../../frame/page.tsx";
import { useLanguage } from "../../text/language.ts";
import { useText } from "../../text/use-text.ts";
import { findGuides } from "./find.ts";
import { GuideGroups, GuideList } from "./guide-list.tsx";
import { GUIDES } from "./guides/all.ts";
import { HelpFrame } from "./help-frame.tsx";
import { HELP } from "./texts.ts";

const route = getRouteApi("/help");

export function HelpPage() {
  const t = useText(HELP);
  return (
    <HelpFrame>
      <Page heading={t("heading")} lead={t("lead")}>
        <Guides />
      </Page>
    </HelpFrame>
  );
}

function Guides() {
  const t = useText(HELP);
  const language = useLanguage();
  const { q = "", of = "" } = route.useSearch();
  const navigate = useNavigate({ from: "/help" });
  const isSearching = q.trim() !== "";
  const found = isSearching ? findGuides(GUIDES, q, language) : GUIDES;
  const ofPage = isSearching ? [] : GUIDES.filter(({ name }) => of.split("_").includes(name));
  const showAll = () => void navigate({ search: {}, replace: true });
  useEffect(() => {
    if (isSearching) announce(t("found", { n: found.length }));
  }, [isSearching, found.length, t]);
  if (ofPage.length > 0)
    return (
      <section>
        <Heading level={2} data-size="xs">
          {t("ofPage")}
        </Heading>
        <GuideList guides={ofPage} />
        <Button variant="secondary" onClick={showAll}>
          {t("showAll")}
        </Button>
      </section>
    );
  return (
    <>
      <Field>
        <Label htmlFor="search-guides">{t("search")}</Label>
        <Field.Description>{t("searchSays")}</Field.Description>
        <Search>
          <Search.Input
            id="search-guides"
            value={q}
            onChange={({ target: { value } }) => void navigate({ search: value === "" ? {} : { q: value }, replace: true })}
          />
          <Search.Clear aria-label={t("clear")} />
        </Search>
      </Field>
      {found.length > 0 ? (
        <GuideGroups guides={found} />
      ) : (
        <div className="panel section">
          <Paragraph>{t("noHits", { query: q })}</Paragraph>
          <Button variant="secondary" onClick={showAll}>
            {t("showAll")}
          </Button>
        </div>
      )}
    </>
  );
}
