// Package conformance holds the built backend against Grafana's own libraries. README.md says how to run it; a test named TestRowNN holds row NN of
// what a real Grafana 12.2 showed.
package conformance

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"habitus/conformance/host"
	"habitus/conformance/project"
)

// scratch is where all tests write; it is gone afterwards.
var scratch string

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (int, error) {
	if os.Getenv(asHost) != "" {
		return 0, beHost()
	}
	if err := project.CheckBuilt(); err != nil {
		return 1, err
	}
	folder, err := os.MkdirTemp("", "habitus-conformance-")
	if err != nil {
		return 1, err
	}
	scratch = folder
	defer os.RemoveAll(folder)
	defer stopShared()
	code := m.Run()
	fmt.Print(numbers.String())
	return code, nil
}

// numbers are what was measured, printed at the end whether the tests pass or not.
var (
	numbers     strings.Builder
	numbersLock sync.Mutex
)

func number(t *testing.T, format string, args ...any) {
	t.Helper()
	line := fmt.Sprintf(format, args...)
	t.Log(line)
	numbersLock.Lock()
	defer numbersLock.Unlock()
	fmt.Fprintln(&numbers, line)
}

var theDemo = sync.OnceValues(func() (*project.Demo, error) { return project.MakeDemo(filepath.Join(scratch, "demo")) })

var theOdd = sync.OnceValues(func() (string, error) { return project.BuildOdd(scratch) })

var sharedBackend *host.Backend

// demo is the demo organisation's data, made once for all tests.
func demo(t *testing.T) *project.Demo {
	t.Helper()
	made, err := theDemo()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// shared is one running backend on the demo's data, for tests that only read.
func shared(t *testing.T) (*host.Backend, *project.Demo) {
	t.Helper()
	made := demo(t)
	if sharedBackend == nil {
		data, err := made.Copy(filepath.Join(scratch, "shared"))
		if err != nil {
			t.Fatal(err)
		}
		backend, err := host.TryStart(command(data))
		if err != nil {
			t.Fatalf("the backend did not start: %v\n%s", err, backend.Log)
		}
		sharedBackend = backend
	}
	return sharedBackend, made
}

func stopShared() {
	if sharedBackend != nil {
		sharedBackend.Client.Kill()
	}
}

// odd is a running plugin on the product's foundation that misbehaves on request.
func odd(t *testing.T, env ...string) *host.Backend {
	t.Helper()
	launcher, err := theOdd()
	if err != nil {
		t.Fatal(err)
	}
	return host.Start(t, host.Command{Executable: launcher, Env: append(env, "PATH="+os.Getenv("PATH"))})
}

// command is how Grafana starts the backend on a data directory: the keys of grafana.ini and nothing else; port 0 takes any free one.
func command(dataDir string, env ...string) host.Command {
	return host.Command{
		Executable: project.Executable,
		Env:        append([]string{"GF_VERSION=12.2.0", "GF_PLUGIN_DATA_DIR=" + dataDir, "GF_PLUGIN_OTLP_PORT=0"}, env...),
		Dir:        "/",
	}
}

// fresh is a backend on an empty data directory of its own.
func fresh(t *testing.T, env ...string) *host.Backend {
	t.Helper()
	return host.Start(t, command(t.TempDir(), env...))
}

func within(t *testing.T, limit time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

// eventually waits until it holds.
func eventually(limit time.Duration, holds func() bool) bool {
	for until := time.Now().Add(limit); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		if holds() {
			return true
		}
	}
	return holds()
}
