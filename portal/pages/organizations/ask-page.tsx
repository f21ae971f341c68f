/** Asks for a right in an organisation, which one need not belong to. The organisation may stand in the address: then only the right is left to choose. */
import { Button, ErrorSummary, Fieldset, Paragraph, Radio, Textfield, ValidationMessage } from "@digdir/designsystemet-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ComponentRef, type FormEvent, useRef, useState } from "react";
import { parseOrgNumber } from "../../../vocabulary/org-number.ts";
import { type Right, RIGHT_TEXTS, RIGHTS } from "../../../vocabulary/rights.ts";
import { organization as organizationOf } from "../../api/organizations.ts";
import { askForRight, type RightRequest } from "../../api/right-requests.ts";
import { myOrganizations } from "../../api/session.ts";
import { isProblem } from "../../api/problem.ts";
import { Page } from "../../frame/page.tsx";
import { useSignedIn } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { useCounter } from "../../parts/use-counter.ts";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { firstChoice } from "./order.ts";
import { ORGANIZATIONS } from "./texts.ts";

const route = getRouteApi("/$env/organizations/ask");
const MESSAGE_LENGTH = 500;
const FIELDS = { number: "ask-number", right: "ask-right" } as const;
/** The narrowest first: most who ask need to do one thing. */
const CHOICE = RIGHTS.toReversed();

type Fault = { field: keyof typeof FIELDS; says: string };

export function AskPage() {
  const t = useText(ORGANIZATIONS);
  const { env } = useSignedIn();
  const [sent, setSent] = useState<RightRequest | null>(null);
  if (sent) return <Receipt request={sent} />;
  return (
    <Page
      heading={t("askHeading")}
      lead={t("askLead")}
      crumbs={[
        {
          name: t("listName"),
          link: (words) => (
            <Link to="/$env/organizations" params={{ env }}>
              {words}
            </Link>
          ),
        },
      ]}
    >
      <AskForm onSent={setSent} />
    </Page>
  );
}

function AskForm({ onSent }: { onSent: (request: RightRequest) => void }) {
  const t = useText(ORGANIZATIONS);
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env } = useSignedIn();
  const search = route.useSearch();
  const [typed, setTyped] = useState(search.organization ?? "");
  const [right, setRight] = useState<Right | null>(search.right ?? null);
  const [message, setMessage] = useState("");
  const [faults, setFaults] = useState<Fault[]>([]);
  const summary = useRef<ComponentRef<typeof ErrorSummary>>(null);
  const [isLeft, setLeft] = useState(false);
  const counter = useCounter(MESSAGE_LENGTH);

  const number = parseOrgNumber(typed.replaceAll(/\s/g, ""));
  const { data: mine = [] } = useQuery(myOrganizations(env));
  const named = useQuery({ ...organizationOf({ env, org: firstChoice(mine)?.number }, number ?? ""), enabled: number !== null });
  const isUnknown = isProblem(named.error) && named.error.status === 404;
  const numberFault = number === null ? t("numberWrong") : isUnknown ? t("numberUnknown", { env: shared(env) }) : null;
  const asking = useMutation({ mutationFn: (wanted: Right) => askForRight(env, { organization: number!, right: wanted, message }), onSuccess: onSent });

  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: Fault[] = [];
    if (numberFault) found.push({ field: "number", says: numberFault });
    if (!right) found.push({ field: "right", says: t("whichMissing") });
    setFaults(found);
    if (found.length > 0) return void requestAnimationFrame(() => summary.current?.focus());
    if (right && !asking.isPending) asking.mutate(right);
  };
  const isFaulty = (field: Fault["field"]) => faults.find((fault) => fault.field === field)?.says;
  return (
    <form className="form" noValidate onSubmit={send}>
      {faults.length > 0 && (
        <ErrorSummary ref={summary}>
          <ErrorSummary.Heading>{t("mend")}</ErrorSummary.Heading>
          <ErrorSummary.List>
            {faults.map(({ field, says }) => (
              <ErrorSummary.Item key={field}>
                <ErrorSummary.Link href={`#${FIELDS[field]}`}>{says}</ErrorSummary.Link>
              </ErrorSummary.Item>
            ))}
          </ErrorSummary.List>
        </ErrorSummary>
      )}
      <div>
        <Textfield
          id={FIELDS.number}
          label={t("askNumber")}
          description={t("askNumberHelp")}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => setLeft(true)}
          error={isFaulty("number") ?? (isLeft && typed !== "" ? numberFault : undefined)}
        />
        <Paragraph className="found-name" role="status">
          {named.data && <strong>{named.data.name}</strong>}
        </Paragraph>
      </div>
      <Fieldset>
        <Fieldset.Legend>{t("askWhich")}</Fieldset.Legend>
        {CHOICE.map((each, i) => (
          <Radio
            key={each}
            {...(i === 0 ? { id: FIELDS.right } : {})}
            name="right"
            value={each}
            label={RIGHT_TEXTS[each].name[language]}
            description={RIGHT_TEXTS[each].opens[language]}
            checked={right === each}
            onChange={() => setRight(each)}
          />
        ))}
        {isFaulty("right") && <ValidationMessage>{isFaulty("right")}</ValidationMessage>}
      </Fieldset>
      <Textfield
        multiline
        label={
          <>
            {t("askMessage")} <span className="subtle">{shared("optional")}</span>
          </>
        }
        description={t("askMessageHelp")}
        counter={counter}
        value={message}
        onChange={(event) => setMessage(event.target.value)}
      />
      {asking.isError && <Failed error={asking.error} />}
      <div className="buttons">
        <Button type="submit" loading={asking.isPending}>
          {t(asking.isPending ? "sending" : "send")}
        </Button>
      </div>
    </form>
  );
}

function Receipt({ request: { organization, right, deciders = [] } }: { request: RightRequest }) {
  const t = useText(ORGANIZATIONS);
  const f = useFormat();
  const language = useLanguage();
  const { env } = useSignedIn();
  const name = RIGHT_TEXTS[right].name[language];
  const names = deciders.map((person) => person.name).filter((known) => known !== "");
  return (
    <Page heading={t("sentHeading", { organization: organization.name })} isNews>
      <Paragraph>{names.length > 0 ? t("sentTo", { names: f.list(names), right: name }) : t("sent", { right: name })}</Paragraph>
      <div className="buttons">
        <Button asChild>
          <Link to="/$env/organizations" params={{ env }}>
            {t("toMine")}
          </Link>
        </Button>
      </div>
    </Page>
  );
}
