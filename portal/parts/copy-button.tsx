import { Button, type ButtonProps } from "@digdir/designsystemet-react";
import { CheckmarkIcon, FilesIcon } from "@navikt/aksel-icons";
import { useState } from "react";
import { announce } from "../frame/live-regions.tsx";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";

/** Copies a piece of text, and says that it has. Another text is one that has not been copied. @param label what is copied: «Kopier koden» */
export function CopyButton({ text, label, ...rest }: { text: string; label: string } & Pick<ButtonProps, "variant" | "data-size">) {
  const shared = useText(SHARED);
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(text);
      announce(shared("copied"));
    });
  return (
    <Button variant="secondary" {...rest} onClick={copy}>
      {isCopied ? <CheckmarkIcon aria-hidden /> : <FilesIcon aria-hidden />}
      {isCopied ? shared("copied") : label}
    </Button>
  );
}
