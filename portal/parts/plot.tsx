/** Two figures over time as bars: plain SVG with a sentence as its name. The same numbers stand in a table beside it (portal.md §8). */
import { useId } from "react";
import { useFormat } from "../text/use-format.ts";
import type { Bucket } from "./plot-buckets.ts";

type PlotProps = {
  buckets: readonly Bucket[];
  /** What it shows, with the totals: read in place of the picture. */
  sentence: string;
  words: { tokens: string; refused: string };
  /** What one bar stands for. */
  nameOf: (bucket: Bucket) => string;
};

const [HEIGHT, STEP] = [100, 10];

export function Plot({ buckets, sentence, words, nameOf }: PlotProps) {
  const f = useFormat();
  const hatch = useId();
  const most = Math.max(1, ...buckets.map(({ tokens, refused }) => Math.max(tokens, refused)));
  const heightOf = (value: number) => (value === 0 ? 0 : Math.max(1, (value / most) * HEIGHT));
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <figure className="plot">
      <figcaption>{sentence}</figcaption>
      <ul className="plot-legend" aria-hidden="true">
        <li className="plot-tokens">{words.tokens}</li>
        <li className="plot-refused">{words.refused}</li>
      </ul>
      <span className="plot-most" aria-hidden="true">
        {f.number(most)}
      </span>
      <svg role="img" aria-label={sentence} viewBox={`0 0 ${buckets.length * STEP} ${HEIGHT}`} preserveAspectRatio="none">
        <defs>
          <pattern id={hatch} width="2" height="6" patternUnits="userSpaceOnUse">
            <rect className="plot-hatch" width="2" height="4" />
          </pattern>
        </defs>
        {buckets.map((bucket, i) => (
          <g key={bucket.from}>
            <title>{`${nameOf(bucket)}: ${f.number(bucket.tokens)} ${words.tokens}, ${f.number(bucket.refused)} ${words.refused}`}</title>
            <rect className="plot-bar" x={i * STEP + 1} width={4.5} y={HEIGHT - heightOf(bucket.tokens)} height={heightOf(bucket.tokens)} />
            <rect x={i * STEP + 5.5} width={3} y={HEIGHT - heightOf(bucket.refused)} height={heightOf(bucket.refused)} fill={`url(#${hatch})`} />
          </g>
        ))}
      </svg>
      <p className="plot-ends" aria-hidden="true">
        <span>{first && nameOf(first)}</span>
        <span>{last && nameOf(last)}</span>
      </p>
    </figure>
  );
}
