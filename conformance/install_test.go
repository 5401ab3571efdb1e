package conformance

import (
	"debug/elf"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"habitus/conformance/project"
)

// The runtime is an ordinary glibc program. The launcher says so in words where the loader is missing, so it must look for the right one.
func TestRow13TheLauncherLooksForTheLoaderThatTheRuntimeNeeds(t *testing.T) {
	program, err := elf.Open(project.Runtime)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Close()
	launcher, err := os.ReadFile(project.Executable)
	if err != nil {
		t.Fatal(err)
	}
	for _, segment := range program.Progs {
		if segment.Type != elf.PT_INTERP {
			continue
		}
		name := make([]byte, segment.Filesz-1)
		if _, err := segment.ReadAt(name, 0); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(launcher), "[ ! -e "+string(name)+" ]") {
			t.Errorf("the runtime is loaded by %s, which the launcher does not look for", name)
		}
		return
	}
	t.Error("the runtime names no loader")
}

// Unsigned plugins are allowed by id, nested ones too.
func TestRow14TheInstallPageNamesEveryPlugin(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(project.Root, "docs", "grafana-backend.md"))
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^allow_loading_unsigned_plugins = (.*)$`).FindSubmatch(page)
	if line == nil {
		t.Fatal("the page has no allow_loading_unsigned_plugins")
	}
	allowed := strings.Split(string(line[1]), ",")
	found := map[string]bool{}
	for _, file := range files(t, "src", "plugin.json") {
		var plugin struct{ ID string }
		text, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(text, &plugin)
		}
		if err != nil {
			t.Fatal(err)
		}
		found[plugin.ID] = true
	}
	for _, id := range allowed {
		if !found[id] {
			t.Errorf("%s is allowed and does not exist", id)
		}
		delete(found, id)
	}
	for id := range found {
		t.Errorf("%s is missing", id)
	}
}

var (
	valueOf  = regexp.MustCompile(`\$values\.(\w+)\.Value`)
	interval = regexp.MustCompile(`(?m)^\s*(?:min_)?interval\s*[:=]\s*(\S+)`)
)

// Without data `$values.A` is missing, and a template that reads it logs an error at each evaluation.
func TestRow15TemplatesAskWhetherThereIsAValue(t *testing.T) {
	found := 0
	for name, text := range examples(t) {
		for line := range strings.Lines(text) {
			for _, match := range valueOf.FindAllStringSubmatchIndex(line, -1) {
				found++
				if guard := "{{ if $values." + line[match[2]:match[3]] + " }}"; !strings.Contains(line[:match[0]], guard) {
					t.Errorf("%s: no %s before %s", name, guard, line[match[0]:match[1]])
				}
			}
		}
	}
	if found == 0 {
		t.Error("no example reads a value")
	}
}

// An interval below 10 seconds stops the server, or is refused.
func TestRow16IntervalsAreAtLeastTenSeconds(t *testing.T) {
	found := 0
	for name, text := range examples(t) {
		for _, match := range interval.FindAllStringSubmatch(text, -1) {
			found++
			if every, err := time.ParseDuration(match[1]); err != nil || every < 10*time.Second {
				t.Errorf("%s: interval %s %v", name, match[1], err)
			}
		}
	}
	if found == 0 {
		t.Error("no example has an interval")
	}
}

// examples are the pages and the provisioning files that people copy from.
func examples(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for folder, ending := range map[string]string{"docs": ".md", "provisioning": ".yaml"} {
		for _, file := range files(t, folder, ending) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all[file] = string(text)
		}
	}
	return all
}

// files are those below a folder of the project whose name ends so; none where the folder is missing.
func files(t *testing.T, folder, ending string) []string {
	t.Helper()
	found := []string{}
	err := filepath.WalkDir(filepath.Join(project.Root, folder), func(path string, entry fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil
		}
		if err == nil && entry.Type().IsRegular() && strings.HasSuffix(path, ending) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
