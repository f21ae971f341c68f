import { Button } from "@digdir/designsystemet-react";
import { Link } from "@tanstack/react-router";
import { isProblem } from "../../api/problem.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { useText } from "../../text/use-text.ts";
import { APPLY } from "./apply-texts.ts";

const TERMS_NOT_SIGNED = "FM-423";
const BILLING_MISSING = "FM-495";

/** What has to come first, with the way there. The answers stay in the draft. */
export function NotSent({ error }: { error: unknown }) {
  const t = useText(APPLY);
  const { env, org } = useActing();
  return (
    <>
      <Failed error={error} />
      {isProblem(error, BILLING_MISSING) && <ToBilling />}
      {isProblem(error, TERMS_NOT_SIGNED) && (
        <Button asChild variant="secondary">
          <Link to="/$env/$org/terms" params={{ env, org }}>
            {t("toTerms")}
          </Link>
        </Button>
      )}
    </>
  );
}

/** Billing details are the same for both environments: the page is one of either. */
export function ToBilling() {
  const t = useText(APPLY);
  const { env, org } = useActing();
  return (
    <Button asChild variant="secondary">
      <Link to="/$env/$org/billing" params={{ env, org }}>
        {t("toBilling")}
      </Link>
    </Button>
  );
}
