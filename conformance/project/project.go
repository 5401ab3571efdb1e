// Package project knows where the built product lies and makes what the tests need of it.
package project

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Root is the folder of the project: this file lies two folders below it.
var Root = func() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(filepath.Dir(filepath.Dir(file)))
}()

// Plugin is the built folder of the data source.
var Plugin = filepath.Join(Root, "dist", "datasource")

// Executable is the file that Grafana computes from plugin.json's `executable` and the platform.
var Executable = filepath.Join(Plugin, fmt.Sprintf("gpx_habitus_ueba_%s_%s", runtime.GOOS, runtime.GOARCH))

// Runtime is the Node that the launcher starts.
var Runtime = filepath.Join(Plugin, fmt.Sprintf("runtime_%[1]s_%[2]s/node_%[1]s_%[2]s", runtime.GOOS, runtime.GOARCH))

// Node is the runtime that the product is built with.
var Node = filepath.Join(Root, "node_modules", ".bin", "node")

// Habitus runs the built command line.
func Habitus(args ...string) error {
	return run(Node, append([]string{filepath.Join(Root, "dist", "cli", "habitus.js")}, args...)...)
}

func run(name string, args ...string) error {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %v: %w\n%s", filepath.Base(name), args, err, out)
	}
	return nil
}

// CheckBuilt says what to do when there is nothing to judge.
func CheckBuilt() error {
	if _, err := os.Stat(Executable); err != nil {
		return fmt.Errorf("nothing is built (%w); run `npm run build` in the project's folder", err)
	}
	return nil
}
