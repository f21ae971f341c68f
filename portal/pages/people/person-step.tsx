import { Button, Textfield } from "@digdir/designsystemet-react";
import { CheckmarkCircleFillIcon } from "@navikt/aksel-icons";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type HeldRight, RIGHT_TEXTS } from "../../../vocabulary/rights.ts";
import { lookUpPerson } from "../../api/people.ts";
import { announce } from "../../frame/live-regions.tsx";
import { useFocusWhenThere } from "../../frame/take-focus.ts";
import { useActing } from "../../frame/where.tsx";
import { Failed } from "../../parts/failed.tsx";
import { useLanguage } from "../../text/language.ts";
import { SHARED } from "../../text/shared.ts";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { GIVE } from "./texts.ts";

/** A person who was found: by an id that says nothing, and a name. The number is not kept. */
export type Chosen = { id: string; name: string; rights: readonly HeldRight[] };

const isNumber = (typed: string): boolean => /^\d{11}$/.test(typed.replaceAll(/\s/g, ""));

type PersonStepProps = { chosen: Chosen | null; choose: (chosen: Chosen | null) => void; fault: string | undefined };

export function PersonStep({ chosen, choose, fault }: PersonStepProps) {
  const t = useText(GIVE);
  const shared = useText(SHARED);
  const f = useFormat();
  const language = useLanguage();
  const { env, org } = useActing();
  const [number, setNumber] = useState("");
  const [lastName, setLastName] = useState("");
  const [hasLooked, setLooked] = useState(false);
  const focusWhenThere = useFocusWhenThere();
  const found = useRef<HTMLDivElement>(null);
  const looking = useMutation({
    mutationFn: () => lookUpPerson({ env, org }, { identityNumber: number, lastName }),
    onSuccess(person) {
      setNumber("");
      setLastName("");
      choose({ id: person.id, name: person.name, rights: person.rights });
      announce(t("foundPerson", { person: person.name }));
      focusWhenThere(() => found.current);
    },
  });
  const look = () => {
    setLooked(true);
    // Each miss counts: what cannot be right is not sent.
    if (isNumber(number) && lastName.trim() !== "" && !looking.isPending) looking.mutate();
  };
  if (chosen)
    return (
      <div className="found-person" tabIndex={-1} ref={found} id="give-number">
        <CheckmarkCircleFillIcon aria-hidden className="success" />
        <div>
          <strong>{chosen.name || shared("unnamedPerson")}</strong>
          <p className="subtle">
            {chosen.rights.length > 0 ? t("hasAlready", { rights: f.list(chosen.rights.map((right) => RIGHT_TEXTS[right].name[language])) }) : t("hasNothing")}
          </p>
        </div>
        <Button variant="tertiary" onClick={() => choose(null)}>
          {t("another")}
        </Button>
      </div>
    );
  return (
    <>
      <div className="beside">
        <Textfield
          id="give-number"
          label={t("number")}
          inputMode="numeric"
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          error={hasLooked && !isNumber(number) ? t("numberMissing") : fault}
        />
        <Textfield
          label={t("lastName")}
          autoComplete="off"
          value={lastName}
          onChange={(event) => setLastName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault(); // not the whole form: first the person
            look();
          }}
          error={hasLooked && lastName.trim() === "" ? t("lastNameMissing") : undefined}
        />
      </div>
      {looking.isError && <Failed error={looking.error} />}
      <Button variant="secondary" loading={looking.isPending} onClick={look}>
        {t(looking.isPending ? "finding" : "find")}
      </Button>
    </>
  );
}
