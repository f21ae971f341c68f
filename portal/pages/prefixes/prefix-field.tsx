/** The wanted prefix, with how it stands with it in each environment that is applied for, while it is typed. */
import { Textfield } from "@digdir/designsystemet-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type EnvironmentName, ENVIRONMENTS } from "../../../vocabulary/environment.ts";
import { isPrefixName } from "../../../vocabulary/scope-name.ts";
import { type PrefixCheck, prefixCheck } from "../../api/prefixes.ts";
import { useActing } from "../../frame/where.tsx";
import { Tech } from "../../parts/code.tsx";
import { Status } from "../../parts/status.tsx";
import { SHARED } from "../../text/shared.ts";
import { useText } from "../../text/use-text.ts";
import { APPLY } from "./apply-texts.ts";

const SETTLED_AFTER_MS = 300;

/** What is typed, once nothing more is typed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

type PrefixFieldProps = { id: string; typed: string; onType: (typed: string) => void; environments: readonly EnvironmentName[]; fault: string | undefined };

export function PrefixField({ id, typed, onType, environments, fault }: PrefixFieldProps) {
  const t = useText(APPLY);
  const settled = useSettled(typed.trim());
  const shown = ENVIRONMENTS.filter((env) => environments.includes(env));
  return (
    <div>
      <Textfield
        id={id}
        className="prefix-field"
        label={t("prefix")}
        description={t("prefixSays")}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={typed}
        onChange={({ target: { value } }) => onType(value)}
        {...(fault === undefined ? {} : { error: fault })}
      />
      <div className="prefix-checks" role="status">
        {settled !== "" &&
          (isPrefixName(settled) ? (
            shown.map((env) => <Checked key={env} env={env} prefix={settled} isNamed={shown.length > 1} />)
          ) : (
            <p>
              <Status kind="stop">{t("form")}</Status> {t("formSays")}
            </p>
          ))}
      </div>
    </div>
  );
}

function Checked({ env, prefix, isNamed }: { env: EnvironmentName; prefix: string; isNamed: boolean }) {
  const t = useText(APPLY);
  const shared = useText(SHARED);
  const { org } = useActing();
  const { data, isError } = useQuery(prefixCheck({ env, org }, prefix));
  if (isError) return <p className="subtle">{t("unchecked")}</p>;
  if (!data) return null;
  return (
    <p>
      {isNamed && t("in", { env: shared(env) })} <Judgement check={data} env={env} />
    </p>
  );
}

const nameOf = ({ owner: { name, number } }: PrefixCheck["like"][number]): string => name ?? number;

function Judgement({ check: { state, prefix, owner, like, near }, env }: { check: PrefixCheck; env: EnvironmentName }) {
  const t = useText(APPLY);
  const [alike] = like;
  const [close] = near;
  switch (state) {
    case "free":
      return (
        <>
          <Status kind="ok">{t("free")}</Status> {t.parts("willBe", { name: <Tech key="name" value={`${prefix}:skjenkebevilling.read`} /> })}
          {close && <> {t("near", { other: close.prefix, org: nameOf(close) })}</>}
        </>
      );
    case "unused":
      return (
        <>
          <Status kind="info">{t("unused")}</Status> {t("unusedSays")}
        </>
      );
    case "own":
      return (
        <>
          <Status kind="info">{t("own")}</Status> {t("ownSays")}
        </>
      );
    case "taken":
      return (
        <>
          <Status kind="stop">{t("taken")}</Status> {t("takenSays", { org: owner?.name ?? owner?.number ?? "" })}
        </>
      );
    case "like":
      return (
        <>
          <Status kind="warn">{t("like")}</Status> {alike && t(env === "prod" ? "likeSays" : "likeInTest", { other: alike.prefix, org: nameOf(alike) })}
        </>
      );
    case "reserved":
    case "number":
      return (
        <>
          <Status kind="stop">{t("reserved")}</Status> {t(state === "number" ? "numberSays" : "reservedSays")}
        </>
      );
    case "invalid":
      return (
        <>
          <Status kind="stop">{t("form")}</Status> {t("formSays")}
        </>
      );
  }
}
