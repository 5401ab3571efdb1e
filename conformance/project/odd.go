package project

import (
	"fmt"
	"os"
	"path/filepath"
)

// BuildOdd bundles the odd plugin (pkg/plugin/testing/odd-plugin.ts) and returns its launcher. Half a second.
func BuildOdd(folder string) (string, error) {
	bundle, launcher := filepath.Join(folder, "odd.js"), filepath.Join(folder, "odd")
	esbuild := filepath.Join(Root, "node_modules", ".bin", "esbuild")
	err := run(esbuild, filepath.Join(Root, "pkg", "plugin", "testing", "odd-plugin.ts"), "--bundle", "--platform=node", "--target=node24", "--log-level=error", "--outfile="+bundle)
	if err != nil {
		return "", err
	}
	return launcher, os.WriteFile(launcher, fmt.Appendf(nil, "#!/bin/sh\nexec %q %q\n", Node, bundle), 0o755)
}
