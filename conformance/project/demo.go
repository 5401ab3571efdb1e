package project

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Seed and End of the demo organisation, and the days of it, that the tests ask about: the same bytes every time.
const (
	Seed = "7"
	End  = "2026-06-22T00:00:00Z"
	Days = 21
)

// Demo is a data directory with the demo organisation's sign-ins in it, learnt and scored.
type Demo struct {
	original  string
	From, To  time.Time
	Incidents []Incident
}

// Incident is one planted in the demo.
type Incident struct {
	Kind   string `json:"kind"`
	Entity struct {
		Type string `json:"type"`
		ID   string `json:"id"`
	} `json:"entity"`
	Start float64 `json:"start"`
}

// MakeDemo writes the demo organisation's logs, imports the sign-ins of its last three weeks (15,000 of 334,000 events, so that it takes seconds) and
// learns from them.
func MakeDemo(folder string) (*Demo, error) {
	logs, dataDir := filepath.Join(folder, "logs"), filepath.Join(folder, "data")
	to, err := time.Parse(time.RFC3339, End)
	if err != nil {
		return nil, err
	}
	from := to.AddDate(0, 0, -Days)
	if err := Habitus("demo", "--seed", Seed, "--end", End, "--out", logs); err != nil {
		return nil, err
	}
	signIns := filepath.Join(folder, "sign-ins.ndjson")
	if err := since(from, filepath.Join(logs, "sign-ins.ndjson"), signIns); err != nil {
		return nil, err
	}
	for _, args := range [][]string{
		{"import", signIns, "--data-dir", dataDir},
		{"backfill", "--data-dir", dataDir},
	} {
		if err := Habitus(args...); err != nil {
			return nil, err
		}
	}
	incidents, err := readIncidents(filepath.Join(logs, "incidents.json"))
	return &Demo{original: dataDir, From: from, To: to, Incidents: incidents}, err
}

// since keeps the lines of events from a time on.
func since(from time.Time, source, target string) error {
	text, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	kept := []byte{}
	for line := range bytes.Lines(text) {
		var event struct {
			At time.Time `json:"@timestamp"`
		}
		if err := json.Unmarshal(line, &event); err != nil {
			return fmt.Errorf("%s: %w: %.200s", source, err, line)
		}
		if !event.At.Before(from) {
			kept = append(kept, line...)
		}
	}
	return os.WriteFile(target, kept, 0o600)
}

// Copy is a data directory of its own with the same content. The original is never opened: it stays as it was made.
func (d *Demo) Copy(folder string) (string, error) {
	target := filepath.Join(folder, "data")
	return target, filepath.WalkDir(d.original, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		copied := filepath.Join(target, strings.TrimPrefix(path, d.original))
		if entry.IsDir() {
			return os.MkdirAll(copied, 0o700)
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(copied, content, 0o600)
	})
}

func readIncidents(file string) ([]Incident, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var incidents []Incident
	return incidents, json.Unmarshal(text, &incidents)
}
