import { Button } from "@digdir/designsystemet-react";
import { InboxIcon } from "@navikt/aksel-icons";
import { Link } from "@tanstack/react-router";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import type { RightRequest } from "../../api/right-requests.ts";
import { useActing } from "../../frame/where.tsx";
import { Row } from "../../parts/row.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { HOME } from "./texts.ts";

const SHOWN_REQUESTS = 2;

/** Requests that wait for the reader, in one row. */
export function WaitingRequests({ requests }: { requests: readonly RightRequest[] }) {
  const t = useText(HOME);
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env, org } = useActing();
  const more = requests.length - SHOWN_REQUESTS;
  const words = requests
    .slice(0, SHOWN_REQUESTS)
    .map(({ person, right }) => t("asksFor", { person: person.name || shared("unnamedPerson"), right: RIGHT_TEXTS[right].name[language] }));
  return (
    <Row
      icon={<InboxIcon aria-hidden className="accent" />}
      title={requests.length === 1 ? t("waitingOne") : t("waiting", { n: requests.length })}
      action={
        <Button asChild variant="secondary">
          <Link to="/$env/$org/requests" params={{ env, org }}>
            {t("handle")}
            <span className="vh"> {t("handleWhat")}</span>
          </Link>
        </Button>
      }
    >
      {words.join(" ")} {more > 0 && t("andMore", { n: more })}
    </Row>
  );
}
