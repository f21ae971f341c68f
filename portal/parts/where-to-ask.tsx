import type { ReactNode } from "react";

/** Where help is: an address of the web or of mail becomes a link; a telephone number or a sentence stays as it is. */
export function WhereToAsk({ support, children }: { support: string; children?: ReactNode }) {
  if (/^https?:\/\/\S+$/.test(support)) return <a href={support}>{children ?? support}</a>;
  if (/^[^\s@<>"]+@[^\s@<>"]+$/.test(support)) return <a href={`mailto:${support}`}>{children ?? support}</a>;
  return (
    <span>
      {children ? (
        <>
          {children}: {support}
        </>
      ) : (
        support
      )}
    </span>
  );
}
