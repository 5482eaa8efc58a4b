import { defineConfig } from "vite";

import { licences } from "./licences.ts";
import { sources } from "./sources.ts";

// The build has fixed names and goes into the Python package: users need no Node.
export default defineConfig({
  base: "./",
  plugins: [licences(), sources()],
  build: {
    outDir: "../api/page",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    rollupOptions: {
      output: {
        entryFileNames: "locard.js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
