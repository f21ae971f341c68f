/** Code that fetches a token with this client: copied, it runs as it stands beside the private key in `key.pem`. Tried with each new version by e2e/real-clients/code-samples.test.ts. */
import { bash } from "./bash.ts";
import { csharp } from "./csharp.ts";
import { java } from "./java.ts";
import { node } from "./node.ts";
import { python } from "./python.ts";

/** What stands in the code. */
export type SampleFacts = {
  /** With its last slash: what a grant names as `aud`. */
  issuer: string;
  tokenEndpoint: string;
  clientId: string;
  kid: string;
  alg: SampleAlgorithm;
  /** One, or several with a space between them. */
  scope: string;
};

/** Of the algorithms that a client's key can be used with those that every language here can make, but for {@link Sample.lacks}. */
export const SAMPLE_ALGORITHMS = ["RS256", "ES256", "EdDSA"] as const;
export type SampleAlgorithm = (typeof SAMPLE_ALGORITHMS)[number];

export type Sample = {
  /** Shown as it is. */
  name: string;
  file: string;
  /** How it is run. */
  run: string;
  /** What has to be installed first; empty: nothing but the language. */
  install: string;
  /** Algorithms that the language cannot make without more. */
  lacks: readonly SampleAlgorithm[];
  code: (facts: SampleFacts) => string;
};

export const SAMPLES = { curl: bash, node, python, java, csharp } as const satisfies Record<string, Sample>;
export type SampleName = keyof typeof SAMPLES;
export const SAMPLE_NAMES = Object.keys(SAMPLES) as SampleName[];
