/** Chooses among scopes: every hit says why it can be used or not, and what to do about it (picture newclient; old FAQ "scope missing"). */
import { Checkbox, Chip } from "@digdir/designsystemet-react";
import { PadlockLockedIcon } from "@navikt/aksel-icons";
import type { ScopeCandidate } from "../../api/candidates.ts";
import { Tech } from "../../parts/code.tsx";
import { useFormat } from "../../text/use-format.ts";
import { useText } from "../../text/use-text.ts";
import { CandidateList } from "./candidate-list.tsx";
import { CandidateRemedy, CandidateStatus, providerName, useCandidateReason, useDescription } from "./candidate-reason.tsx";
import { PICKER } from "./picker-texts.ts";

type ScopePickerProps = {
  /** Of the field for searching, which takes the focus from an error summary. */
  id: string;
  chosen: readonly string[];
  change: (chosen: string[]) => void;
  /** What is typed in the search field; kept by the form, so that its draft holds it. */
  typed: string;
  type: (typed: string) => void;
  /** Scopes that the client has already: shown as such, and not to be chosen. */
  alreadyOn?: readonly string[];
  /** What the client is for: goes into the message to a provider. */
  purpose?: string;
  /** Said after something was sent. */
  fault?: string | undefined;
};

export function ScopePicker({ id, chosen, change, typed, type, alreadyOn = [], purpose, fault }: ScopePickerProps) {
  const t = useText(PICKER);
  const toggle = (name: string) => change(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  const head = (
    <>
      {chosen.length > 0 && (
        <div className="picker-chosen">
          <span>{t("chosen")}:</span>
          {chosen.map((name) => (
            <Chip.Removable key={name} type="button" aria-label={t("removeChosen", { scope: name })} onClick={() => toggle(name)}>
              <Tech value={name} />
            </Chip.Removable>
          ))}
        </div>
      )}
      {fault && <p className="fault">{fault}</p>}
    </>
  );
  return (
    <CandidateList id={id} name={t("legend")} typed={typed} type={type} head={head} isWrong={fault !== undefined} purpose={purpose}>
      {(candidate, ask) => (
        <Hit
          key={candidate.name}
          candidate={candidate}
          isChosen={chosen.includes(candidate.name)}
          isOn={alreadyOn.includes(candidate.name)}
          toggle={() => toggle(candidate.name)}
          ask={ask}
        />
      )}
    </CandidateList>
  );
}

type HitProps = { candidate: ScopeCandidate; isChosen: boolean; isOn: boolean; toggle: () => void; ask: () => void };

function Hit({ candidate, isChosen, isOn, toggle, ask }: HitProps) {
  const t = useText(PICKER);
  const f = useFormat();
  const reasonOf = useCandidateReason();
  const descriptionOf = useDescription();
  const { name, group, state } = candidate;
  const about = (
    <>
      {descriptionOf(candidate)} <span className="subtle">· {providerName(candidate, f)}</span>
    </>
  );
  const reason = reasonOf(candidate);
  return (
    <li className={isChosen ? "candidate chosen" : "candidate"}>
      {group !== "choosable" || isOn ? (
        <>
          <PadlockLockedIcon aria-hidden className="candidate-lock" />
          <div className="candidate-text">
            <strong>
              <Tech value={name} />
            </strong>
            <p>{about}</p>
            {reason && !isOn && <p>{reason}</p>}
            {isChosen && <p className="fault">{t("noLonger", { scope: name })}</p>}
          </div>
        </>
      ) : (
        <Checkbox
          className="candidate-text"
          value={name}
          checked={isChosen}
          onChange={toggle}
          label={<Tech value={name} />}
          description={
            <>
              {about}
              {reason && <span className="candidate-reason">{reason}</span>}
            </>
          }
        />
      )}
      <div className="candidate-end">
        {isOn ? <span className="subtle">{t("alreadyOn")}</span> : <CandidateStatus state={state} />}
        {!isOn && <CandidateRemedy candidate={candidate} ask={ask} />}
      </div>
    </li>
  );
}
