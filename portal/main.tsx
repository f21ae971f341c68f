import "./styles/layers.css";
import "@digdir/designsystemet-css/theme";
import "@digdir/designsystemet-css";
import "@fontsource-variable/inter";
import "./theme/fullmakt.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/pages.css";
import "./styles/forms.css";
import "./styles/keys.css";
import "./styles/clients.css";
import "./styles/prefixes.css";
import "./styles/scopes.css";
import "./styles/figures.css";
import "./styles/log.css";
import "./styles/client.css";
import "./styles/help.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { watchArrivals } from "./frame/arrival.ts";
import { router } from "./routes.tsx";

const RELOADED = "fullmakt-reloaded";

// A part of the portal that is loaded later may be gone: a newer version has taken its place. The page is loaded anew, once.
addEventListener("vite:preloadError", (event) => {
  if (sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, "1");
  event.preventDefault();
  location.reload();
});

watchArrivals(router.history);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
