#!/usr/bin/env -S node --single-threaded-gc
// Threads of a sweep fill every core, so helpers that collect garbage beside each of them only take time from the others.
import "../dist/cli/main.js";
