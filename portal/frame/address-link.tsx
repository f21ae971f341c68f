import { useNavigate } from "@tanstack/react-router";
import type { AnchorHTMLAttributes } from "react";

type AddressLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; onArrived?: () => void };

/** A link to an address that is made while the portal runs (the same page elsewhere). To a page that is known beforehand: `<Link to="…">`, which is typed. */
export function AddressLink({ href, onArrived, children, ...rest }: AddressLinkProps) {
  const navigate = useNavigate();
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return; // a new tab, a new window
        event.preventDefault();
        void navigate({ href }).then(onArrived);
      }}
    >
      {children}
    </a>
  );
}
