package host

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
)

// Entry is one line of the backend's stderr as go-plugin understood it.
type Entry struct {
	Level   hclog.Level
	Message string
	Fields  map[string]any
}

// Log is what a host reads from the backend's stderr: the entries, and the bytes as they came.
type Log struct {
	lock    sync.Mutex
	entries []Entry
	stderr  lockedBuffer
}

// Entries are the lines that the backend wrote; what go-plugin says of itself is left out.
func (l *Log) Entries() []Entry {
	l.lock.Lock()
	defer l.lock.Unlock()
	return append([]Entry(nil), l.entries...)
}

// Raw is stderr as it came.
func (l *Log) Raw() string { return l.stderr.String() }

func (l *Log) String() string { return l.Raw() }

// Find is the first entry whose message holds text; nil when none comes within the time.
func (l *Log) Find(text string, within time.Duration) *Entry {
	for until := time.Now().Add(within); ; time.Sleep(5 * time.Millisecond) {
		for _, entry := range l.Entries() {
			if strings.Contains(entry.Message, text) {
				return &entry
			}
		}
		if time.Now().After(until) {
			return nil
		}
	}
}

// own names the logger under which go-plugin speaks for itself; a backend's lines come under a name below it.
const own = "host"

// Logger is what a go-plugin client writes to.
func (l *Log) Logger() hclog.Logger {
	logger := hclog.NewInterceptLogger(&hclog.LoggerOptions{Name: own, Level: hclog.Trace, Output: io.Discard})
	logger.RegisterSink(l)
	return logger
}

// Accept takes one entry from go-plugin.
func (l *Log) Accept(name string, level hclog.Level, message string, args ...any) {
	if name == own {
		return
	}
	fields := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		fields[fmt.Sprint(args[i])] = args[i+1]
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	l.entries = append(l.entries, Entry{level, message, fields})
}
