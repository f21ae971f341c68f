/** One guide: what one gets done, who may, the steps with their pictures, and what to do when it did not work. */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { OPERATOR_RIGHT, RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { myOrganizations } from "../../api/session.ts";
import { MENU } from "../../frame/menu.ts";
import { type Crumb, Page } from "../../frame/page.tsx";
import { useWhere } from "../../frame/where.tsx";
import { PAGE_NAMES } from "../../text/frame.ts";
import { useLanguage } from "../../text/language.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { firstChoice } from "../organizations/order.ts";
import type { Guide } from "./guide.ts";
import { GuideGroups } from "./guide-list.tsx";
import { GUIDES } from "./guides/all.ts";
import { HelpFrame } from "./help-frame.tsx";
import { PICTURE_SIZE, pictureOf } from "./pictures.ts";
import { Prose } from "./prose.tsx";
import { HELP } from "./texts.ts";

const route = getRouteApi("/help/$guide");

export function GuidePage() {
  const t = useText(HELP);
  const language = useLanguage();
  const { guide: wanted } = route.useParams();
  const guide = GUIDES.find(({ name }) => name === wanted);
  const crumbs: Crumb[] = [{ name: t("heading"), link: (words) => <Link to="/help">{words}</Link> }];
  return (
    <HelpFrame>
      {guide ? (
        <Page heading={guide.title[language]} lead={<Prose text={guide.lead[language]} />} crumbs={crumbs}>
          <Shown guide={guide} />
        </Page>
      ) : (
        <Page heading={t("notFound")} lead={t("notFoundLead")} crumbs={crumbs}>
          <GuideGroups guides={GUIDES} />
        </Page>
      )}
    </HelpFrame>
  );
}

function Shown({ guide }: { guide: Guide }) {
  const t = useText(HELP);
  const language = useLanguage();
  const f = useFormat();
  const { formerly, steps, trouble } = guide;
  return (
    <>
      <Paragraph>
        <Who guide={guide} /> {formerly && t("formerly", { names: f.list(formerly) })}
      </Paragraph>
      <GoThere guide={guide} />
      <ol className="guide-steps">
        {steps.map((step, i) => {
          const picture = pictureOf(guide, step, language);
          return (
            <li key={step.id}>
              <Heading level={2} data-size="xs">
                <span className="step-number">{i + 1}</span> {step.heading[language]}
              </Heading>
              <Paragraph>
                <Prose text={step.text[language]} />
              </Paragraph>
              {picture && (
                <a href={picture}>
                  <img src={picture} alt={t("picture", { heading: step.heading[language] })} {...PICTURE_SIZE} loading={i === 0 ? "eager" : "lazy"} />
                </a>
              )}
            </li>
          );
        })}
      </ol>
      {trouble.length > 0 && (
        <section className="section">
          <Heading level={2} data-size="xs">
            {t("trouble")}
          </Heading>
          <dl className="trouble">
            {trouble.map(({ sees, remedy, guide: other }, i) => (
              <div key={i}>
                <dt>
                  <Prose text={sees[language]} />
                </dt>
                <dd>
                  <Prose text={remedy[language]} /> {other && <Other name={other} />}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

function Who({ guide: { rights } }: { guide: Guide }) {
  const t = useText(HELP);
  const language = useLanguage();
  const f = useFormat();
  const names = f.list(rights.map((right) => RIGHT_TEXTS[right].name[language]));
  if (rights.length === 0) return t("whoAll");
  if (rights.includes(OPERATOR_RIGHT)) return t("whoOperator", { rights: names });
  return (
    <>
      {t("who", { rights: names })}{" "}
      <Link to="/help/$guide" params={{ guide: "ask-right" }}>
        {t("lacking")}
      </Link>
      .
    </>
  );
}

function Other({ name }: { name: Guide["name"] }) {
  const t = useText(HELP);
  const language = useLanguage();
  const title = GUIDES.find((guide) => guide.name === name)!.title[language];
  return (
    <Link to="/help/$guide" params={{ guide: name }}>
      {t("read", { title })}
    </Link>
  );
}

/** To the page where it is done, for the organisation that was used last. */
function GoThere({ guide: { page } }: { guide: Guide }) {
  const t = useText(HELP);
  const names = useText(PAGE_NAMES);
  const { env, me } = useWhere();
  const { data = [] } = useQuery({ ...myOrganizations(env ?? "test"), enabled: env !== null && me !== null });
  const organization = firstChoice(data);
  const entry = MENU.flatMap(({ entries }) => entries).find(({ name }) => name === page);
  if (!env || !organization || !entry) return null;
  const isOfOperator = entry.to.startsWith("/operator/");
  return (
    <Paragraph>
      <Link to={entry.to} params={{ env, org: organization.number }}>
        {isOfOperator ? t("goToPage", { page: names(page) }) : t("goTo", { page: names(page), organization: organization.name })}
      </Link>
    </Paragraph>
  );
}
