import { Button } from "@digdir/designsystemet-react";
import { CheckmarkIcon, FilesIcon } from "@navikt/aksel-icons";
import { type ReactNode, useEffect, useState } from "react";
import { announce } from "../frame/live-regions.tsx";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";

const COPIED_FOR_MS = 2_000;

/** A technical name: monospace, broken after `: . / _ -` only, with a button that copies it (portal.md §5.6). @param name what it is: «Klient-ID» */
export function Code({ value, name }: { value: string; name: string }) {
  const shared = useText(SHARED);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      announce(shared("copied"));
    });
  return (
    <span className="code">
      <Tech value={value} />
      <Button className="copy" variant="tertiary" data-size="sm" onClick={copy} aria-label={isCopied ? shared("copied") : shared("copy", { value: name })}>
        {isCopied ? <CheckmarkIcon aria-hidden /> : <FilesIcon aria-hidden />}
        {isCopied && <span>{shared("copied")}</span>}
      </Button>
    </span>
  );
}

/** A technical name without its button: in a list, in a sentence. */
export function Tech({ value }: { value: string }) {
  const pieces: ReactNode[] = value.split(/(?<=[:./_-])/).flatMap((piece, i) => (i === 0 ? [piece] : [<wbr key={i} />, piece]));
  return <code>{pieces}</code>;
}
