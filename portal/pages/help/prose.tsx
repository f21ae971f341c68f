import { Fragment } from "react";

/** A sentence of a guide: «words of the portal» stand out, `what one types` is set as such. */
export const Prose = ({ text }: { text: string }) =>
  text.split(/(«[^»]+»|`[^`]+`)/).map((piece, i) => {
    if (piece.startsWith("«")) return <strong key={i}>{piece.slice(1, -1)}</strong>;
    if (piece.startsWith("`")) return <code key={i}>{piece.slice(1, -1)}</code>;
    return <Fragment key={i}>{piece}</Fragment>;
  });
