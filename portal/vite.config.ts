import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist",
    // Every file stands by its own name: the policy of the page lets nothing be written into it but pictures.
    assetsInlineLimit: 0,
    // The browsers that we promise load modules ahead by themselves.
    modulePreload: { polyfill: false },
    sourcemap: false,
    target: "es2022",
  },
});
