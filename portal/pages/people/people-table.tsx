import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, TrashIcon } from "@navikt/aksel-icons";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import type { GivenRight, Person } from "../../api/people.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { RemovedBy } from "../../parts/removed-by.tsx";
import { lastDayBefore } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { PEOPLE } from "./texts.ts";
import { useRemoval } from "./use-removal.ts";

/** A row for what follows from roles of the register, and one for each right that was given: each can be taken away on its own. */
export function PeopleTable({ people }: { people: readonly Person[] }) {
  const t = useText(PEOPLE);
  const { failed, isBusy, focusOn, remove, undo } = useRemoval();
  return (
    <>
      {failed && <Failed error={failed} />}
      <Table className="cards" border>
        <caption className="vh">{t("heading")}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{t("person")}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{t("can")}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="nowrap">
              {t("lastLogin")}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">
              <span className="vh">{t("remove")}</span>
            </Table.HeaderCell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {people.map((person) => [
            ...(person.roles.length > 0 ? [<RoleRow key={person.id} person={person} />] : []),
            ...person.rights.map((right) => (
              <RightRow
                key={right.id}
                person={person}
                right={right}
                isBusy={isBusy(right)}
                takesFocus={focusOn === right.id}
                remove={() => remove({ person, right })}
                undo={() => undo({ person, right })}
              />
            )),
          ])}
        </Table.Body>
      </Table>
    </>
  );
}

function Name({ person }: { person: Person }) {
  const t = useText(PEOPLE);
  const shared = useText(SHARED);
  const { env, org } = useActing();
  return (
    <>
      <Link to="/$env/$org/people/$id" params={{ env, org, id: person.id }} className="name-link">
        {person.name || shared("unnamedPerson")}
      </Link>
      {person.you && <span className="subtle"> ({t("you")})</span>}
    </>
  );
}

function LastLogin({ person }: { person: Person }) {
  const t = useText(PEOPLE);
  const f = useFormat();
  return (
    <Table.Cell data-th={t("lastLogin")} className="nowrap">
      {person.lastLoginAt ? f.when(person.lastLoginAt) : t("never")}
    </Table.Cell>
  );
}

function RoleRow({ person }: { person: Person }) {
  const t = useText(PEOPLE);
  const f = useFormat();
  const language = useLanguage();
  const { org } = useActing();
  const names = person.roles.map(({ code, of }) => (of === org ? roleName(code)[language] : t("ofMainUnit", { role: roleName(code)[language] })));
  const rights = [...new Set(person.roles.flatMap((role) => role.rights))];
  const through = person.roles.find((role) => role.through !== null)?.through;
  return (
    <Table.Row>
      <Table.Cell data-th={t("person")}>
        <Name person={person} />
        <Paragraph className="subtle" data-size="sm">
          {f.list([...new Set(names)])}
        </Paragraph>
      </Table.Cell>
      <Table.Cell data-th={t("can")}>
        {rights.includes("main_administrator") ? t("everything") : f.list(rights.map((right) => RIGHT_TEXTS[right].name[language]))}
        <Paragraph className="subtle" data-size="sm">
          {through ? t("byRoleThrough", { organization: f.orgNumber(through) }) : t("byRole")}
        </Paragraph>
      </Table.Cell>
      <LastLogin person={person} />
      <Table.Cell className="row-action subtle">{t("changedInRegister")}</Table.Cell>
    </Table.Row>
  );
}

type RightRowProps = { person: Person; right: GivenRight; isBusy: boolean; takesFocus: boolean; remove: () => void; undo: () => void };

function RightRow({ person, right, isBusy, takesFocus, remove, undo }: RightRowProps) {
  const t = useText(PEOPLE);
  const f = useFormat();
  const shared = useText(SHARED);
  const language = useLanguage();
  const button = useRef<HTMLButtonElement>(null);
  const state = right.removed ? "removed" : "living";
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus, state]);
  const name = RIGHT_TEXTS[right.right].name[language];
  const who = person.name || shared("unnamedPerson");
  if (right.removed)
    return (
      <Table.Row className="undone">
        <Table.Cell data-th={t("person")}>
          <s>
            <Name person={person} />
          </s>
        </Table.Cell>
        <Table.Cell colSpan={2}>
          <strong>{t("removed", { right: name })}</strong>{" "}
          <RemovedBy by={right.removed.by && { kind: "person", name: right.removed.by.name }} at={right.removed.at} />
          {right.removable && t("undoUntil", { clock: f.clock(right.removed.undoUntil) })}
        </Table.Cell>
        <Table.Cell className="row-action">
          {right.removable && (
            <Button ref={button} variant="secondary" loading={isBusy} onClick={undo}>
              <ArrowUndoIcon aria-hidden />
              {t("undo")}
              <span className="vh"> {t("undoWhat", { right: name, person: who })}</span>
            </Button>
          )}
        </Table.Cell>
      </Table.Row>
    );
  const given = right.givenBy
    ? t("givenBy", { person: right.givenBy.name || shared("unnamedPerson"), when: f.whenWithin(right.givenAt) })
    : t("givenAtSetUp", { when: f.whenWithin(right.givenAt) });
  const until = right.validTo && t("until", { day: f.day(lastDayBefore(right.validTo)) });
  return (
    <Table.Row>
      <Table.Cell data-th={t("person")}>
        <Name person={person} />
      </Table.Cell>
      <Table.Cell data-th={t("can")}>
        {name}
        <Paragraph className="subtle" data-size="sm">
          {[given, until].filter(Boolean).join(", ")}
        </Paragraph>
      </Table.Cell>
      <LastLogin person={person} />
      <Table.Cell className="row-action">
        {right.removable ? (
          <Button ref={button} variant="tertiary" data-color="danger" loading={isBusy} onClick={remove}>
            <TrashIcon aria-hidden />
            {t("remove")}
            <span className="vh"> {t("removeWhat", { right: name, person: who })}</span>
          </Button>
        ) : (
          <span className="subtle">{t("noHand")}</span>
        )}
      </Table.Cell>
    </Table.Row>
  );
}
