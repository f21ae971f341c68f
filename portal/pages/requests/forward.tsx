/** A request that the reader cannot approve: why, and who can; sent on to one of them, and how it was sent on (picture decide). */
import { Alert, Button, Fieldset, Paragraph, Radio } from "@digdir/designsystemet-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { forwardRightRequest, type RightRequest } from "../../api/right-requests.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useFocusWhenThere } from "../../frame/take-focus.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { FORWARD } from "./forward-texts.ts";

const HISTORY = "request-forwards";

type Forwarded = NonNullable<RightRequest["forwarded"]>[number];

function Sentence({ forward: { at, by, to } }: { forward: Forwarded }) {
  const t = useText(FORWARD);
  const f = useFormat();
  const shared = useText(SHARED);
  return t("forwarded", { to: to.name || shared("unnamedPerson"), by: by.name || shared("unnamedPerson"), when: f.whenWithin(at) });
}

/** In a list of requests: whom it was sent on to last. */
export function LastForward({ request: { forwarded = [] } }: { request: RightRequest }) {
  const last = forwarded.at(-1);
  return (
    last && (
      <span className="row-line">
        <Sentence forward={last} />
      </span>
    )
  );
}

/** How a request was sent on, and by whom. Nothing when it was not. */
export function Forwards({ request: { forwarded = [] } }: { request: RightRequest }) {
  const t = useText(FORWARD);
  if (forwarded.length === 0) return null;
  return (
    <ul className="forwards" id={HISTORY} tabIndex={-1} aria-label={t("history")}>
      {forwarded.map((forward) => (
        <li key={forward.to.id}>
          <Sentence forward={forward} />
        </li>
      ))}
    </ul>
  );
}

/** Why the reader cannot approve, and the choice of whom to send it to. */
export function Forward({ request }: { request: RightRequest }) {
  const t = useText(FORWARD);
  const shared = useText(SHARED);
  const language = useLanguage();
  const { env, org, me } = useActing();
  const client = useQueryClient();
  const focusWhenThere = useFocusWhenThere();
  const { id, person, deciders = [], forwarded = [] } = request;
  const able = deciders.filter((one) => one.id !== me.id && one.id !== person.id);
  const open = able.filter((one) => !forwarded.some(({ to }) => to.id === one.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const to = open.find((one) => one.id === chosen) ?? open[0];
  const right = RIGHT_TEXTS[request.right].name[language];
  const named = (one: { name: string }) => one.name || shared("unnamedPerson");
  const forwarding = useMutation({
    mutationFn: (receiver: { id: string; name: string }) => forwardRightRequest({ env, org }, id, receiver.id),
    async onSuccess(_, receiver) {
      await client.invalidateQueries({ queryKey: [env, org, "right-requests"] });
      announce(t("forwardedNow", { to: named(receiver) }));
      focusWhenThere(() => document.getElementById(HISTORY));
    },
    // Answered meanwhile, or whoever was chosen can no longer give it: the page shows what is so now.
    onError: () => client.invalidateQueries({ queryKey: [env, org, "right-requests"] }),
  });
  return (
    <>
      <Alert data-color="info">
        <Paragraph>{able.length > 0 ? t("cannotApprove", { right }) : t("cannotApproveNobody", { right })}</Paragraph>
      </Alert>
      {forwarding.isError && <Failed error={forwarding.error} />}
      {to && (
        <>
          {open.length === 1 ? (
            <Paragraph>{t("onlyOne", { to: named(to), right, as: RIGHT_TEXTS[to.as].name[language] })}</Paragraph>
          ) : (
            <Fieldset>
              <Fieldset.Legend>{t("whoCan", { right })}</Fieldset.Legend>
              {open.map((one) => (
                <Radio
                  key={one.id}
                  name="forward-to"
                  value={one.id}
                  label={named(one)}
                  description={RIGHT_TEXTS[one.as].name[language]}
                  checked={one.id === to.id}
                  onChange={() => setChosen(one.id)}
                />
              ))}
            </Fieldset>
          )}
          <div className="buttons">
            <Button loading={forwarding.isPending} onClick={() => !forwarding.isPending && forwarding.mutate(to)}>
              {forwarding.isPending ? t("forwarding") : t("forwardTo", { to: named(to) })}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
