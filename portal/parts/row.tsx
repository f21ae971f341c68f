import type { ReactNode } from "react";

type RowProps = { icon?: ReactNode; title: ReactNode; action?: ReactNode; children?: ReactNode };

/** One thing in a list of rows (`<ul className="rows">`): an icon, what it is, what it means, one button (portal.md §5.15). */
export const Row = ({ icon, title, action, children }: RowProps) => (
  <li className="row">
    {icon}
    <div className="row-text">
      <strong>{title}</strong>
      {children !== undefined && <span className="row-sub">{children}</span>}
    </div>
    {action}
  </li>
);
