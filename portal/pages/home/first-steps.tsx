import { Button, Heading } from "@digdir/designsystemet-react";
import { CheckmarkCircleFillIcon } from "@navikt/aksel-icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { overview, type Overview } from "../../api/overview.ts";
import { useActing } from "../../frame/where.tsx";
import { useMay } from "../../permissions/use-may.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { STEPS } from "./attention-texts.ts";

type Step = { key: string; isDone: boolean; title: string; says: string; action: ReactNode };

/** The way to a first token, with what has been done. Gone once the first token was fetched. */
export function FirstSteps() {
  const t = useText(STEPS);
  const { env, org } = useActing();
  const mayRead = useMay("organization.read");
  const { data } = useQuery({ ...overview({ env, org }), enabled: mayRead.state === "allowed" });
  const steps = useSteps(data?.steps);
  if (!data || data.steps.firstTokenAt !== null) return null;
  const next = steps.findIndex(({ isDone }) => !isDone);
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <section className="section">
      <div className="section-head">
        <Heading level={2} data-size="xs">
          {t("heading")}
        </Heading>
        <strong>{t("done", { n: done })}</strong>
      </div>
      <ol className="first-steps">
        {steps.map(({ key, isDone, title, says, action }, i) => (
          <li key={key} className={isDone ? "done" : i === next ? "next" : undefined}>
            {isDone ? <CheckmarkCircleFillIcon title={t("isDone")} /> : <span className="step-number">{i + 1}</span>}
            <div className="row-text">
              <strong>{title}</strong>
              {says !== "" && <span className="row-sub">{says}</span>}
            </div>
            {i === next && action}
          </li>
        ))}
      </ol>
    </section>
  );
}

function useSteps(steps: Overview["steps"] | undefined): Step[] {
  const t = useText(STEPS);
  const f = useFormat();
  const { env, org, organization } = useActing();
  if (!steps) return [];
  const { registeredAt, terms, managers, client, hasKey } = steps;
  const hasManager = (managers?.length ?? 0) > 0;
  const toClient = client && (
    <Link to="/$env/$org/clients/$id" params={{ env, org, id: client.clientId }}>
      {t("toClient")}
    </Link>
  );
  return [
    { key: "registered", isDone: true, title: t("registered"), says: `${organization.name}, ${f.day(registeredAt)}`, action: null },
    {
      key: "terms",
      isDone: terms !== null,
      title: t(terms ? "terms" : "termsNow"),
      says: terms ? f.day(terms.signedAt) : t("termsSays"),
      action: (
        <Button asChild>
          <Link to="/$env/$org/terms" params={{ env, org }}>
            {t("termsNow")}
          </Link>
        </Button>
      ),
    },
    {
      key: "manager",
      isDone: hasManager,
      title: t(hasManager ? "manager" : "managerNow"),
      says: hasManager ? f.list(managers ?? []) : t("managerSays"),
      action: (
        <Button asChild>
          <Link to="/$env/$org/people/give" params={{ env, org }} search={{ right: "client_manager" }}>
            {t("give")}
          </Link>
        </Button>
      ),
    },
    {
      key: "client",
      isDone: client !== null,
      title: t(client ? "client" : "clientNow"),
      says: client ? client.name : t("clientSays"),
      action: (
        <Button asChild>
          <Link to="/$env/$org/clients/new" params={{ env, org }}>
            {t("newClient")}
          </Link>
        </Button>
      ),
    },
    {
      key: "key",
      isDone: hasKey,
      title: t(hasKey ? "key" : "keyNow"),
      says: hasKey ? "" : t("keySays"),
      action: toClient && <Button asChild>{toClient}</Button>,
    },
    { key: "token", isDone: false, title: t("tokenNow"), says: t("tokenSays"), action: toClient && <Button asChild>{toClient}</Button> },
  ];
}
