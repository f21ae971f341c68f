import { Button, Paragraph, Table } from "@digdir/designsystemet-react";
import { ArrowUndoIcon, TrashIcon } from "@navikt/aksel-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { roleName } from "../../../vocabulary/register-roles.ts";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { type GivenRight, people as peopleQuery, type Person, removeRight, undoRemoval } from "../../api/people.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { lastDayBefore } from "../../text/day.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { PEOPLE } from "./texts.ts";

type Change = { person: Person; right: GivenRight };

/** A row for what follows from roles of the register, and one for each right that was given: each can be taken away on its own. */
export function PeopleTable({ people }: { people: readonly Person[] }) {
  const t = useText(PEOPLE);
  const f = useFormat();
  const language = useLanguage();
  const { env, org } = useActing();
  const client = useQueryClient();
  /** Which right's button takes the focus once the list has been read anew: what was pressed is gone. */
  const [focusOn, setFocusOn] = useState<string | null>(null);
  const settle = async ({ right }: Change) => {
    await client.invalidateQueries({ queryKey: [env, org] });
    setFocusOn(right.id);
  };
  const removing = useMutation({
    mutationFn: ({ right }: Change) => removeRight({ env, org }, right.id),
    async onSuccess(removed, change) {
      await settle(change);
      if (removed.removed)
        announce(`${t("removed", { right: RIGHT_TEXTS[change.right.right].name[language] })} ${t("undoUntil", { clock: f.clock(removed.removed.undoUntil) })}`);
    },
  });
  const undoing = useMutation({
    mutationFn: ({ right }: Change) => undoRemoval({ env, org }, right.id, right.removed!.at),
    async onSuccess(_, change) {
      await settle(change);
      announce(t("undone", { person: change.person.name, right: RIGHT_TEXTS[change.right.right].name[language] }));
    },
    onError: () => client.invalidateQueries({ queryKey: peopleQuery({ env, org }).queryKey }),
  });
  const failed = removing.error ?? undoing.error;
  // Of the button that is there now: the one that was pressed is gone before its request is wholly done.
  const isBusy = (right: GivenRight) => {
    const one = right.removed ? undoing : removing;
    return one.isPending && one.variables.right.id === right.id;
  };
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
                remove={() => removing.mutate({ person, right })}
                undo={() => undoing.mutate({ person, right })}
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
  return (
    <>
      <strong>{person.name || shared("unnamedPerson")}</strong>
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
          <strong>{t("removed", { right: name })}</strong> {right.removable && t("undoUntil", { clock: f.clock(right.removed.undoUntil) })}
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
