import { Tag } from "@digdir/designsystemet-react";
import {
  CheckmarkCircleFillIcon,
  CircleSlashIcon,
  ExclamationmarkTriangleFillIcon,
  HourglassIcon,
  InformationSquareFillIcon,
  XMarkOctagonFillIcon,
} from "@navikt/aksel-icons";
import type { ReactNode } from "react";

const KINDS = {
  ok: { color: "success", Icon: CheckmarkCircleFillIcon },
  warn: { color: "warning", Icon: ExclamationmarkTriangleFillIcon },
  stop: { color: "danger", Icon: XMarkOctagonFillIcon },
  wait: { color: "info", Icon: HourglassIcon },
  off: { color: "neutral", Icon: CircleSlashIcon },
  info: { color: "info", Icon: InformationSquareFillIcon },
} as const;

/** How something stands: an icon and words, never colour alone (portal.md §5.1). Never a button. */
export function Status({ kind, children }: { kind: keyof typeof KINDS; children: ReactNode }) {
  const { color, Icon } = KINDS[kind];
  return (
    <Tag className="status" data-color={color}>
      <Icon aria-hidden />
      {children}
    </Tag>
  );
}
