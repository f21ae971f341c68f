import { ArrowsSquarepathIcon, TestFlaskIcon } from "@navikt/aksel-icons";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { FRAME } from "../text/frame.ts";
import { ENVIRONMENT_KEY, SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { AddressLink } from "./address-link.tsx";
import { announce } from "./live-regions.tsx";
import { useSameKindOfPage } from "./same-kind-of-page.ts";

/** On every page of an environment: which one, in colour and in words, and the way to the other (portal.md §1). */
export function EnvironmentBar({ env }: { env: EnvironmentName }) {
  const t = useText(FRAME);
  const shared = useText(SHARED);
  const other = env === "test" ? "prod" : "test";
  const address = useSameKindOfPage()({ env: other });
  return (
    <section className={`environment ${env}`} aria-label={t("environment")}>
      <p>
        {env === "test" && <TestFlaskIcon aria-hidden />}
        <strong>{shared(ENVIRONMENT_KEY[env])}</strong>
        {env === "test" && <span className="environment-says">{t("nothingWorks")}</span>}
      </p>
      <AddressLink href={address} className="environment-switch" onArrived={() => announce(t("switched", { environment: shared(ENVIRONMENT_KEY[other]) }))}>
        <ArrowsSquarepathIcon aria-hidden />
        <span>{t(other === "prod" ? "toProd" : "toTest")}</span>
      </AddressLink>
    </section>
  );
}
