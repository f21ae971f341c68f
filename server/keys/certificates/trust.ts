import type { X509Certificate } from "node:crypto";

/** The certificate authorities whose enterprise certificates one environment accepts. */
export type Trust = { roots: X509Certificate[] };
