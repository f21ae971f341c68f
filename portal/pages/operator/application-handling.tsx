/** Who has begun on an application: take it, take it over from a colleague, give it back. */
import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { giveBackPrefixApplication, type PrefixApplication, takePrefixApplication } from "../../api/prefixes.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { QUEUE } from "./texts.ts";

/** Where it stands who has an application. */
export const handlingOf = (id: string): string => `handling-${id}`;

export function ApplicationHandling({ application: { id, prefix, handling } }: { application: PrefixApplication }) {
  const t = useText(QUEUE);
  const f = useFormat();
  const { env, org } = useActing();
  const client = useQueryClient();
  const says = useRef<HTMLParagraphElement>(null);
  const isOthers = handling !== null && !handling.byCaller;
  const changing = useMutation({
    mutationFn: () => (handling?.byCaller ? giveBackPrefixApplication({ env, org }, id) : takePrefixApplication({ env, org }, id, handling?.since ?? null)),
    async onSuccess(now) {
      await client.invalidateQueries({ queryKey: [env, org, "prefix-queue"] });
      if (now.handling === null) announce(t("gaveBack", { prefix }));
      // The sentence says how it stands now.
      says.current?.focus();
    },
    // Whose it became meanwhile is shown.
    onError: () => client.invalidateQueries({ queryKey: [env, org, "prefix-queue"] }),
  });
  const when = handling ? f.whenWithin(handling.since) : "";
  return (
    <div className="handling">
      <Paragraph tabIndex={-1} ref={says} id={handlingOf(id)}>
        {isOthers ? t("colleagueHas", { person: handling.by ?? t("program"), when }) : handling ? t("youHave", { when }) : t("nobodyHas")}
      </Paragraph>
      {changing.isError && <Failed error={changing.error} />}
      <Button variant={isOthers ? "primary" : "secondary"} loading={changing.isPending} onClick={() => !changing.isPending && changing.mutate()}>
        {t(isOthers ? "takeOver" : handling ? "giveBack" : "take")}
        <span className="vh"> {t("askSubject", { prefix })}</span>
      </Button>
    </div>
  );
}
