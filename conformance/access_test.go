package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"habitus/conformance/host"
)

// topAnomaly is the id of the highest anomaly.
func topAnomaly(t *testing.T, backend *host.Backend, of host.Span) string {
	t.Helper()
	answer, err := backend.Ask(within(t, 10*time.Second), host.Query("A", of, map[string]any{"queryType": "anomalies"}))
	if err != nil {
		t.Fatal(err)
	}
	frames, err := host.Frames(answer, "A")
	if err != nil {
		t.Fatal(err)
	}
	ids, _ := frames[0].FieldByName("id")
	return *ids.At(0).(*string)
}

// Grafana evaluates alerts as a user of its own, without a role that the plugin could know of. It reads, and changes nothing.
func TestRow08TheSchedulerReads(t *testing.T) {
	backend, made := shared(t)
	for _, user := range []*pluginv2.User{{Login: "grafana_scheduler", Role: "Admin"}, {Login: "grafana_scheduler"}, nil} {
		context := host.Context("x", "")
		context.User = user
		answer, err := backend.Data.QueryData(within(t, 10*time.Second), &pluginv2.QueryDataRequest{
			PluginContext: context,
			Headers:       map[string]string{"FromAlert": "true"},
			Queries:       []*pluginv2.DataQuery{host.Query("A", span(made), map[string]any{"queryType": "risk", "format": "numeric"})},
		})
		if err != nil {
			t.Fatal(err)
		}
		if frames, err := host.Frames(answer, "A"); err != nil || len(frames) == 0 {
			t.Errorf("%v: %d frames, %v", user, len(frames), err)
		}
	}
}

// Grafana lets a Viewer POST to a data source's resources.
func TestRow09WhoMayChangeIsDecidedByTheBackend(t *testing.T) {
	backend, made := shared(t)
	verdict, _ := json.Marshal(map[string]string{"anomaly": topAnomaly(t, backend, span(made)), "verdict": "threat"})
	for role, want := range map[string]int{"": 403, "None": 403, "Viewer": 403, "admin": 403, "Editor": 200, "Admin": 200} {
		answer, err := backend.Call(within(t, 10*time.Second), role, "POST", "verdicts", verdict)
		if err != nil || answer.Code != want {
			t.Errorf("role %q: %d %s %v", role, answer.Code, answer.Body, err)
		}
	}
	anonymous := host.Context("", "Editor")
	nobody := host.Context("x", "")
	nobody.User = nil
	for _, context := range []*pluginv2.PluginContext{anonymous, nobody, nil} {
		answer, err := backend.Send(within(t, 10*time.Second), &pluginv2.CallResourceRequest{PluginContext: context, Path: "verdicts", Url: "verdicts", Method: "POST", Body: verdict})
		if err != nil || answer.Code != 403 {
			t.Errorf("%v: %d %s %v", context, answer.Code, answer.Body, err)
		}
	}
	for _, method := range []string{"PUT", "PATCH", "DELETE"} {
		if answer, err := backend.Call(within(t, 10*time.Second), "Admin", method, "verdicts", verdict); err != nil || answer.Code != 404 {
			t.Errorf("%s: %d %v", method, answer.Code, err)
		}
	}
}

func TestResourcesAnswerJSONToEveryReader(t *testing.T) {
	backend, made := shared(t)
	id := topAnomaly(t, backend, span(made))
	for _, path := range []string{"anomalies/" + id, "trust", "features", "entities?search=a&type=user", "sparklines?ids=" + id} {
		answer, err := backend.Call(within(t, 10*time.Second), "Viewer", "GET", path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if answer.Code != 200 || answer.Headers["Content-Type"][0] != "application/json" || !json.Valid(answer.Body) || len(answer.Body) < 10 {
			t.Errorf("%s: %d %v %.200s", path, answer.Code, answer.Headers, answer.Body)
		}
	}
}

func TestResourcesRefuseInWords(t *testing.T) {
	backend, _ := shared(t)
	for _, one := range []struct {
		method, path, body string
		code               int
	}{
		{"GET", "nothing", "", 404},
		{"GET", "", "", 404},
		{"GET", "anomalies/none-of-that-id", "", 404},
		{"GET", "anomalies/%E0%A4%A", "", 404},
		{"GET", "../../etc/passwd", "", 404},
		{"POST", "verdicts", "no json", 400},
		{"POST", "verdicts", `{"anomaly":"` + strings.Repeat("x", 70_000) + `"}`, 400},
	} {
		answer, err := backend.Call(within(t, 10*time.Second), "Editor", one.method, one.path, []byte(one.body))
		if err != nil {
			t.Fatalf("%s: %v", one.path, err)
		}
		var said struct{ Message, Code string }
		if err := json.Unmarshal(answer.Body, &said); err != nil || answer.Code != one.code || !strings.HasPrefix(said.Code, "HAB-") || !strings.Contains(said.Message, "expected") {
			t.Errorf("%s %.40s: %d %.200s", one.method, one.path, answer.Code, answer.Body)
		}
	}
}

func TestADataSourceOfAnotherNamespaceIsRefused(t *testing.T) {
	backend, made := shared(t)
	for _, settings := range []string{`{"namespace":"payroll"}`, `{`} {
		context := host.Context("viewer", "Viewer")
		context.DataSourceInstanceSettings.JsonData = []byte(settings)
		answer, err := backend.Data.QueryData(within(t, 10*time.Second), &pluginv2.QueryDataRequest{
			PluginContext: context, Queries: []*pluginv2.DataQuery{host.Query("A", span(made), map[string]any{"queryType": "anomalies"})},
		})
		if err != nil || !strings.Contains(answer.Responses["A"].Error, "HAB-PLUG-005") {
			t.Errorf("%s: %v %v", settings, answer, err)
		}
		checked, err := backend.Diagnostics.CheckHealth(within(t, 10*time.Second), &pluginv2.CheckHealthRequest{PluginContext: context})
		if err != nil || checked.Status != pluginv2.CheckHealthResponse_ERROR || !strings.Contains(checked.Message, "HAB-PLUG-005") {
			t.Errorf("%s: health %v %v", settings, checked, err)
		}
	}
}

func TestHealthSaysWhatThereIs(t *testing.T) {
	backend, _ := shared(t)
	answer, err := health(t, backend)
	if err != nil || answer.Status != pluginv2.CheckHealthResponse_OK {
		t.Fatalf("%v %v", answer, err)
	}
	var details struct{ Events, DeadLetters int }
	if err := json.Unmarshal(answer.JsonDetails, &details); err != nil || details.Events < 10_000 || !strings.HasPrefix(answer.Message, fmt.Sprintf("%d events, scored up to 2026-06-2", details.Events)) {
		t.Errorf("%s %s %v", answer.Message, answer.JsonDetails, err)
	}
}

// Ours, and what the process takes by OpenTelemetry's names for processes, Node.js and V8.
var ours = regexp.MustCompile("^(habitus|process|nodejs|v8js)_")

// Grafana passes the text on at /metrics/plugins/<id>, where Prometheus reads it.
func TestRow17MetricsAreReadByPrometheus(t *testing.T) {
	backend, _ := shared(t)
	answer, err := backend.Diagnostics.CollectMetrics(within(t, 10*time.Second), &pluginv2.CollectMetricsRequest{PluginContext: host.Context("", "")})
	if err != nil {
		t.Fatal(err)
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(string(answer.Metrics.Prometheus)))
	if err != nil {
		t.Fatal(err)
	}
	for name, least := range map[string]float64{"habitus_open": 1, "habitus_events": 10_000, "habitus_engine_watermark_seconds": 1_780_000_000, "habitus_engine_epoch": 1} {
		family := families[name]
		if family == nil || family.GetHelp() == "" || family.Metric[0].GetGauge().GetValue() < least {
			t.Errorf("%s: %v", name, family)
		}
	}
	for name, family := range families {
		if !ours.MatchString(name) || family.GetHelp() == "" {
			t.Errorf("%s: %q", name, family.GetHelp())
		}
	}
}
