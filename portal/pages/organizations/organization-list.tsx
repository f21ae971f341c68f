/** The organisations to choose from: recent ones, all of them, found ones. In the dialog over a page and on a page of its own. */
import { Button, Paragraph, Search } from "@digdir/designsystemet-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, type Ref, useId, useRef, useState } from "react";
import type { MyOrganization } from "../../api/session.ts";
import { AddressLink } from "../../frame/address-link.tsx";
import { announce } from "../../frame/live-regions.tsx";
import { useSignedIn, useWhere } from "../../frame/where.tsx";
import { Status } from "../../parts/status.tsx";
import { writeOrgNumber } from "../../../vocabulary/org-number.ts";
import { useText } from "../../text/use-text.ts";
import { asTree, type Placed, recentOf, search } from "./order.ts";
import { standingIn, useStandingWords } from "./standing.ts";
import { ORGANIZATIONS } from "./texts.ts";

const SHOWN_AT_ONCE = 50;

type ListProps = {
  organizations: readonly MyOrganization[];
  /** What was typed into the search field. */
  query: string;
  addressOf: (organization: MyOrganization) => string;
  /** Of the headings in the list: below that of the dialog or the page. */
  headings: "h2" | "h3";
  onChosen?: () => void;
};

export function OrganizationList({ organizations, query, addressOf, headings, onChosen }: ListProps) {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const list = useRef<HTMLUListElement>(null);
  const isSearch = query.trim() !== "";
  const found: Placed[] = isSearch ? search(organizations, query).map((organization) => ({ organization, depth: 0 })) : asTree(organizations);
  const recent = isSearch ? [] : recentOf(organizations);
  const rows = (placed: readonly Placed[]) =>
    placed.map(({ organization, depth }) => (
      <Row key={organization.number} organization={organization} depth={depth} href={addressOf(organization)} onChosen={onChosen} />
    ));
  const showMore = () => {
    const first = shown;
    setShown(shown + SHOWN_AT_ONCE);
    announce(t("found", { n: Math.min(first + SHOWN_AT_ONCE, found.length) }));
    // The button may be gone: the focus goes to the first of the new ones.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>("a")[first]?.focus());
  };
  return (
    <>
      {recent.length > 0 && (
        <Section level={headings} heading={t("recent")}>
          {rows(recent.map((organization) => ({ organization, depth: 0 })))}
        </Section>
      )}
      {found.length > 0 ? (
        <Section level={headings} heading={t(isSearch ? "hits" : "all", { n: found.length })} listRef={list}>
          {rows(found.slice(0, shown))}
        </Section>
      ) : (
        <Paragraph>{t("noHits", { query: query.trim() })}</Paragraph>
      )}
      {found.length > shown && (
        <Button variant="tertiary" onClick={showMore}>
          {t("more")}
        </Button>
      )}
      <Paragraph className="note">
        {t("missing")}{" "}
        <Link to="/$env/organizations/ask" params={{ env }} onClick={onChosen}>
          {t("ask")}
        </Link>
      </Paragraph>
    </>
  );
}

type SectionProps = { level: "h2" | "h3"; heading: string; listRef?: Ref<HTMLUListElement>; children: ReactNode };

function Section({ level: Level, heading, listRef, children }: SectionProps) {
  const id = useId();
  return (
    <section>
      <Level className="list-heading" id={id}>
        {heading}
      </Level>
      <ul className="organizations" aria-labelledby={id} ref={listRef}>
        {children}
      </ul>
    </section>
  );
}

type RowProps = { organization: MyOrganization; depth: number; href: string; onChosen?: (() => void) | undefined };

function Row({ organization, depth, href, onChosen }: RowProps) {
  const t = useText(ORGANIZATIONS);
  const words = useStandingWords();
  const isCurrent = useWhere().organization?.number === organization.number;
  return (
    <li className={depth > 0 ? "below" : ""}>
      <AddressLink href={href} className="organization" aria-current={isCurrent ? "true" : undefined} onArrived={() => onChosen?.()}>
        <span className="org">
          <span className="org-name">{organization.name}</span>
          <span className="org-number">{writeOrgNumber(organization.number)}</span>
        </span>
        <span className="standing">
          {words(standingIn(organization))}
          {organization.locked && <Status kind="stop">{t("locked")}</Status>}
          {isCurrent && <Status kind="ok">{t("now")}</Status>}
        </span>
      </AddressLink>
    </li>
  );
}

/** The field above the list. What it finds is said aloud once typing has stopped. */
export function OrganizationSearch({
  organizations,
  query,
  change,
}: {
  organizations: readonly MyOrganization[];
  query: string;
  change: (query: string) => void;
}) {
  const t = useText(ORGANIZATIONS);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = (value: string) => {
    change(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const n = search(organizations, value).length;
      announce(n === 1 ? t("foundOne") : t("found", { n }));
    }, 700);
  };
  return (
    <Search>
      <Search.Input aria-label={t("search")} placeholder={t("search")} value={query} onChange={(event) => set(event.target.value)} />
      <Search.Clear aria-label={t("clear")} onClick={() => set("")} />
    </Search>
  );
}
