package conformance

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"golang.org/x/sys/unix"

	"habitus/conformance/host"
)

// asHost turns this test program into a host of its own, which another test kills.
const asHost = "CONFORMANCE_AS_HOST"

func TestStopIsOrderlyAndQuick(t *testing.T) {
	backend, _ := ready(t)
	folder := folderOf(backend.Client.ReattachConfig().Addr.String())
	began := time.Now()
	backend.Client.Kill()
	took := time.Since(began)
	number(t, "stop: %v", took.Round(time.Millisecond))
	if took > 2*time.Second {
		t.Errorf("stopping took %v: the host had to kill it", took)
	}
	if backend.Log.Find("failed to exit gracefully", 0) != nil {
		t.Error("the host had to kill it")
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s is left behind: %v", folder, err)
	}
}

// A host waits two seconds after Shutdown; a plugin whose end hangs leaves by itself before that.
func TestStopDoesNotWaitForAPluginThatHangs(t *testing.T) {
	t.Parallel()
	backend := odd(t, "ODD_CLOSE=never")
	began := time.Now()
	backend.Client.Kill()
	if took := time.Since(began); took > 1900*time.Millisecond {
		t.Errorf("stopping took %v", took)
	}
	if entry := backend.Log.Find("failed to exit gracefully", 0); entry != nil {
		t.Error("the host had to kill it")
	}
}

// ^C in Grafana's terminal reaches the whole group; the end is the host's to order.
func TestInterruptIsLeftToTheHost(t *testing.T) {
	backend := fresh(t)
	signal(t, backend, unix.SIGINT)
	time.Sleep(200 * time.Millisecond)
	if err := backend.Protocol.Ping(); err != nil {
		t.Errorf("after SIGINT: %v", err)
	}
}

func TestTerminateEndsOrderly(t *testing.T) {
	backend, _ := ready(t)
	signal(t, backend, unix.SIGTERM)
	if !eventually(2*time.Second, backend.Client.Exited) {
		t.Error("still there two seconds after SIGTERM")
	}
}

// Grafana starts a crashed backend again within a second. Nothing of the killed one may be in the way: no lock, no socket.
func TestKilledItComesBackHealthyOnTheSameData(t *testing.T) {
	data, err := demo(t).Copy(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	first := host.Start(t, command(data))
	before, err := health(t, first)
	if err != nil || before.Status != pluginv2.CheckHealthResponse_OK {
		t.Fatalf("%v %v", before, err)
	}
	left := folderOf(first.Client.ReattachConfig().Addr.String())
	signal(t, first, unix.SIGKILL)
	if !eventually(2*time.Second, first.Client.Exited) {
		t.Fatal("the host did not see it end")
	}
	began := time.Now()
	after, err := health(t, host.Start(t, command(data)))
	number(t, "healthy again %v after the restart of a killed backend", time.Since(began).Round(time.Millisecond))
	if err != nil || after.Status != pluginv2.CheckHealthResponse_OK {
		t.Errorf("%v %v", after, err)
	}
	if eventsIn(before.Message) != eventsIn(after.Message) {
		t.Errorf("events before %q, after %q", before.Message, after.Message)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("the killed backend's %s was not swept", left)
	}
}

func TestASecondBackendSaysWhoOwnsTheData(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	first := host.Start(t, command(data))
	if answer, err := health(t, first); err != nil || answer.Status != pluginv2.CheckHealthResponse_OK {
		t.Fatalf("%v %v", answer, err)
	}
	second := host.Start(t, command(data))
	answer, err := health(t, second)
	if err != nil || answer.Status != pluginv2.CheckHealthResponse_ERROR || !strings.Contains(answer.Message, "HAB-STORE-001") {
		t.Errorf("%v %v", answer, err)
	}
	first.Client.Kill()
	free := func() bool {
		answer, err := health(t, second)
		return err == nil && answer.Status == pluginv2.CheckHealthResponse_OK
	}
	if !eventually(8*time.Second, free) {
		t.Error("the first is gone, and the second did not take over")
	}
}

func TestRow11TheOrphanOfAKilledHostEnds(t *testing.T) {
	t.Parallel()
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), asHost+"="+t.TempDir())
	stdout, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	var socket string
	if _, err := fmt.Fscan(stdout, &pid, &socket); err != nil {
		t.Fatal(err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_ = parent.Wait()
	if !eventually(2500*time.Millisecond, func() bool { return gone(pid) }) {
		_ = unix.Kill(pid, unix.SIGKILL)
		t.Error("the orphan is still there after 2.5 s")
	}
	number(t, "the orphan left after %v", time.Since(began).Round(time.Millisecond))
	if _, err := os.Stat(folderOf(socket)); !os.IsNotExist(err) {
		t.Errorf("the orphan left %s", folderOf(socket))
	}
}

// beHost starts a backend, says where it is and waits to be killed.
func beHost() error {
	backend, err := host.TryStart(command(os.Getenv(asHost)))
	if err != nil {
		return err
	}
	fmt.Println(backend.Pid(), backend.Client.ReattachConfig().Addr.String())
	time.Sleep(time.Minute)
	backend.Client.Kill()
	return nil
}

func health(t *testing.T, backend *host.Backend) (*pluginv2.CheckHealthResponse, error) {
	t.Helper()
	return backend.Diagnostics.CheckHealth(within(t, 15*time.Second), &pluginv2.CheckHealthRequest{PluginContext: host.Context("admin", "Admin")})
}

// ready is a backend that has opened an empty data directory.
func ready(t *testing.T) (*host.Backend, context.Context) {
	t.Helper()
	backend := fresh(t)
	if answer, err := health(t, backend); err != nil || answer.Status != pluginv2.CheckHealthResponse_OK {
		t.Fatalf("%v %v\n%s", answer, err, backend.Log)
	}
	return backend, within(t, 30*time.Second)
}

func signal(t *testing.T, backend *host.Backend, which unix.Signal) {
	t.Helper()
	if err := unix.Kill(backend.Pid(), which); err != nil {
		t.Fatal(err)
	}
}

func folderOf(socket string) string { return filepath.Dir(socket) }

// gone: a process that ended and that nobody has waited for still has a number.
func gone(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(stat), ") Z ")
}

func eventsIn(message string) int {
	count, _ := strconv.Atoi(strings.SplitN(message, " ", 2)[0])
	return count
}
