import { QueryClient } from "@tanstack/react-query";
import { subscribeToConnection, isConnectionLost } from "./connection.ts";
import { ApiProblem } from "./problem.ts";

const TRIES = 3;
/** As long a page may show what it has without asking again. */
const FRESH_MS = 30_000;

/** What was refused stays refused: only what may pass by itself is tried again. */
const isPassing = (error: unknown): boolean => !(error instanceof ApiProblem) || error.status >= 502;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // A server on this machine answers without a network.
      networkMode: "always",
      retry: (failures, error) => isPassing(error) && failures < TRIES - 1,
      retryDelay: (failures) => 500 * 2 ** failures,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

// What failed while the server was away is asked for anew when it is back.
subscribeToConnection(() => {
  if (!isConnectionLost()) void queryClient.refetchQueries({ predicate: ({ state }) => state.status === "error" });
});
