package project

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Seed and End of the demo organisation that the tests ask about: the same bytes every time.
const (
	Seed = "7"
	End  = "2026-06-22T00:00:00Z"
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

// MakeDemo writes the demo organisation's logs, imports its sign-ins (29,000 of 334,000 events, so that it takes seconds) and learns from them.
func MakeDemo(folder string) (*Demo, error) {
	logs, dataDir := filepath.Join(folder, "logs"), filepath.Join(folder, "data")
	for _, args := range [][]string{
		{"demo", "--seed", Seed, "--end", End, "--out", logs},
		{"import", filepath.Join(logs, "sign-ins.ndjson"), "--data-dir", dataDir},
		{"backfill", "--data-dir", dataDir},
	} {
		if err := Habitus(args...); err != nil {
			return nil, err
		}
	}
	incidents, err := readIncidents(filepath.Join(logs, "incidents.json"))
	if err != nil {
		return nil, err
	}
	to, err := time.Parse(time.RFC3339, End)
	return &Demo{original: dataDir, From: to.AddDate(0, 0, -42), To: to, Incidents: incidents}, err
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
