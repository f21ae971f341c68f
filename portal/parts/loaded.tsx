/** Data on its way into a page: first nothing, after 300 ms a skeleton in the shape of what comes, then the data, or why it did not come (portal.md §5.9). */
import { Skeleton } from "@digdir/designsystemet-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { SHARED } from "../text/shared.ts";
import { useText } from "../text/use-text.ts";
import { Failed } from "./failed.tsx";

const SKELETON_AFTER_MS = 300;
const SLOW_AFTER_MS = 10_000;

type LoadedProps<T> = {
  query: UseQueryResult<T>;
  /** What is being fetched, for those who do not see the skeleton: «Henter klientene». */
  says: string;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
};

/** @example `<Loaded query={useQuery(people(acting))} says={t("loading")}>{(people) => …}</Loaded>` */
export function Loaded<T>({ query, says, skeleton = <RowsSkeleton />, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failed error={query.error} tryAgain={() => void query.refetch()} />;
  return <Waiting says={says}>{skeleton}</Waiting>;
}

export function Waiting({ says, children = <RowsSkeleton /> }: { says: string; children?: ReactNode }) {
  const shared = useText(SHARED);
  const isSkeletonDue = useAfter(SKELETON_AFTER_MS);
  const isSlow = useAfter(SLOW_AFTER_MS);
  return (
    <div role="status" aria-live="polite">
      {isSkeletonDue && (
        <>
          <span className="vh">{says}</span>
          {isSlow && <p>{shared("slow")}</p>}
          <div aria-hidden="true">{children}</div>
        </>
      )}
    </div>
  );
}

function useAfter(ms: number): boolean {
  const [isAfter, setAfter] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAfter(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isAfter;
}

const WIDTHS = [224, 288, 176, 256];

/** Rows with a title, a line below and something at their end. */
export const RowsSkeleton = ({ rows = 4 }: { rows?: number }) => (
  <div className="rows">
    {Array.from({ length: rows }, (_, i) => (
      <div className="row" key={i}>
        <div className="row-text">
          <Skeleton width={WIDTHS[i % WIDTHS.length]!} height={20} />
          <Skeleton width={140} height={16} />
        </div>
        <Skeleton width={110} height={28} />
      </div>
    ))}
  </div>
);
