import { Button, type ButtonProps } from "@digdir/designsystemet-react";
import { PadlockLockedIcon } from "@navikt/aksel-icons";
import type { ReactNode } from "react";
import { PERMISSIONS } from "./texts.ts";
import { useText } from "../text/use-text.ts";
import type { May } from "./use-may.ts";

type MayButtonProps = Omit<ButtonProps, "onClick"> & {
  may: May;
  /** Of the {@link Reason} on the same page. */
  reasonId: string;
  onClick: () => void;
  icon?: never;
  children: ReactNode;
};

/** A button that is never grey: locked it is outlined, with a padlock, and leads to the reason. */
export function MayButton({ may, reasonId, onClick, children, ...rest }: MayButtonProps) {
  const t = useText(PERMISSIONS);
  if (may.state !== "refused")
    return (
      <Button {...rest} onClick={onClick}>
        {children}
      </Button>
    );
  return (
    <Button {...rest} variant="secondary" onClick={() => document.getElementById(`${reasonId}-heading`)?.focus()}>
      <PadlockLockedIcon aria-hidden />
      {children}
      <span className="vh"> ({t("locked")})</span>
    </Button>
  );
}
