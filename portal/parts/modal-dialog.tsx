import { Dialog, Heading } from "@digdir/designsystemet-react";
import { type ReactNode, useId } from "react";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";

type ModalDialogProps = {
  open: boolean;
  /** Told when the dialog was closed, by its button or Escape. */
  close: () => void;
  heading: string;
  /** Stays on top while the rest scrolls: a field to search in. */
  head?: ReactNode;
  placement?: "center" | "right";
  className?: string;
  children: ReactNode;
};

/** A dialog over the page. Its heading has the focus first, and what opened it has it again afterwards: so it stays in the page, and `open` changes. */
export function ModalDialog({ open, close, heading, head, placement = "center", className = "", children }: ModalDialogProps) {
  const shared = useText(SHARED);
  const id = useId();
  return (
    <Dialog open={open} onClose={close} placement={placement} className={className} aria-labelledby={id} closeButton={shared("close")}>
      {open && (
        <>
          <Dialog.Block className="dialog-head">
            {/* The browser looks for this attribute, which React does not write; without it the close button has the focus. */}
            <Heading level={2} data-size="sm" id={id} tabIndex={-1} ref={(element) => element?.setAttribute("autofocus", "")}>
              {heading}
            </Heading>
            {head}
          </Dialog.Block>
          <Dialog.Block className="dialog-body">{children}</Dialog.Block>
        </>
      )}
    </Dialog>
  );
}
