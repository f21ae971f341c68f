/**
 * What has to happen before a request can be asked again: a login beside the page. Requests wait here together; one dialog (login/login-dialog.tsx) shows
 * why and answers all of them.
 */
import { useSyncExternalStore } from "react";
import type { EnvironmentName } from "../../vocabulary/environment.ts";
import { LEVEL_TOO_LOW, LOGIN_NOT_FRESH, LOGIN_OF_OTHER_ENVIRONMENT, SESSION_ENDED } from "./problem.ts";

const REASONS = { [SESSION_ENDED]: "ended", [LEVEL_TOO_LOW]: "level", [LOGIN_NOT_FRESH]: "fresh", [LOGIN_OF_OTHER_ENVIRONMENT]: "environment" } as const;
export type LoginReason = (typeof REASONS)[keyof typeof REASONS];
export type LoginNeed = { env: EnvironmentName; reason: LoginReason };

let need: LoginNeed | null = null;
let waiting: ((loggedIn: boolean) => void)[] = [];
const listeners = new Set<() => void>();

const reasonOf = (code: string): LoginReason | undefined => (REASONS as Record<string, LoginReason>)[code];

export const needsLogin = (code: string): boolean => reasonOf(code) !== undefined;

/** Waits until the person has logged in, or has closed the dialog. */
export function askToLogIn(env: EnvironmentName, code: string): Promise<boolean> {
  const reason = reasonOf(code) ?? "ended";
  // Without a session there is nothing to step up: that reason goes before the others.
  if (!need || reason === "ended") need = { env, reason };
  const answer = new Promise<boolean>((resolve) => waiting.push(resolve));
  for (const listener of listeners) listener();
  return answer;
}

/** Ends the wait of everybody. */
export function answerLoginNeed(loggedIn: boolean): void {
  const answered = waiting;
  [need, waiting] = [null, []];
  for (const listener of listeners) listener();
  for (const resolve of answered) resolve(loggedIn);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLoginNeed = (): LoginNeed | null => useSyncExternalStore(subscribe, () => need);
