package conformance

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/go-hclog"

	"habitus/conformance/host"
)

// What go-plugin does not understand it logs at Debug, word for word; so the level of each entry tells whether it was read.

func TestLogLinesAreReadByTheHost(t *testing.T) {
	backend, _ := ready(t)
	entry := backend.Log.Find("The data directory is open", time.Second)
	if entry == nil {
		t.Fatalf("the host read %q", backend.Log.Raw())
	}
	if entry.Level != hclog.Info || entry.Fields["namespace"] != "default" || entry.Fields["timestamp"] == nil {
		t.Errorf("read as %+v", entry)
	}
	everyLineIsHclog(t, backend)
}

func TestLogSurvivesHostileFields(t *testing.T) {
	backend := odd(t)
	call(t, backend, "hostileLog")
	for message, level := range map[string]hclog.Level{"hostile fields": hclog.Info, "a long one": hclog.Warn, "an error": hclog.Error, "two\nlines": hclog.Debug} {
		if entry := backend.Log.Find(message, time.Second); entry == nil || entry.Level != level {
			t.Errorf("%q was read as %+v", message, entry)
		}
	}
	everyLineIsHclog(t, backend)
}

func TestLogTakesWhateverIsPrinted(t *testing.T) {
	backend := odd(t)
	call(t, backend, "print/200000")
	for message, level := range map[string]hclog.Level{"console said so": hclog.Info, "would end the host": hclog.Warn, "a warning of Node": hclog.Debug} {
		if entry := backend.Log.Find(message, time.Second); entry == nil || entry.Level != level {
			t.Errorf("%q was read as %+v", message, entry)
		}
	}
	everyLineIsHclog(t, backend)
	if err := backend.Protocol.Ping(); err != nil {
		t.Errorf("after 200 kB on stdout: %v", err)
	}
}

func TestLogNamesARejectionNobodyCaughtAndGoesOn(t *testing.T) {
	backend := odd(t)
	call(t, backend, "rejection")
	if entry := backend.Log.Find("A rejection that nobody caught", time.Second); entry == nil || entry.Level != hclog.Error {
		t.Errorf("read as %+v", entry)
	}
	if err := backend.Protocol.Ping(); err != nil {
		t.Error(err)
	}
}

func TestLogNamesTheExceptionThatEndsThePlugin(t *testing.T) {
	backend := odd(t)
	call(t, backend, "crash")
	if !eventually(2*time.Second, backend.Client.Exited) {
		t.Error("still there, in an unknown state")
	}
	if entry := backend.Log.Find("An exception that nobody caught", time.Second); entry == nil || !strings.Contains(toText(entry.Fields["error"]), "a sentence that the host should see") {
		t.Errorf("read as %+v", entry)
	}
}

var timestamp = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`)

// everyLineIsHclog: JSON below 64 KiB whose three own keys are strings, the time with six digits. Anything else is degraded, or ends the host.
func everyLineIsHclog(t *testing.T, backend *host.Backend) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(backend.Log.Raw()), "\n")
	for _, line := range lines {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil || len(line) >= 64<<10 {
			t.Errorf("%d bytes, %v: %.200q", len(line), err, line)
			continue
		}
		for _, key := range []string{"@level", "@message", "@timestamp"} {
			if _, ok := fields[key].(string); !ok {
				t.Errorf("%s is %v in %.200q", key, fields[key], line)
			}
		}
		if !timestamp.MatchString(toText(fields["@timestamp"])) {
			t.Errorf("the host does not read the time of %.200q", line)
		}
	}
}

func toText(value any) string {
	text, _ := value.(string)
	return text
}

func call(t *testing.T, backend *host.Backend, path string) host.Answer {
	t.Helper()
	answer, err := backend.Call(within(t, 10*time.Second), "Viewer", "GET", path, nil)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return answer
}
