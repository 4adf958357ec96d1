"""One module a stage: load, call one step, save, count. `build` runs them in order."""
