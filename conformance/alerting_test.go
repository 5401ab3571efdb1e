package conformance

import (
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"

	"habitus/conformance/alerting"
	"habitus/conformance/host"
)

// alertPoints is how many points an alert rule asks for.
const alertPoints = 43_200

// evaluate asks as an alert rule does: user grafana_scheduler, header FromAlert.
func evaluate(t *testing.T, span host.Span, model map[string]any) ([]alerting.Instance, error) {
	t.Helper()
	backend, _ := shared(t)
	model["maxDataPoints"] = alertPoints
	answer, err := backend.Data.QueryData(within(t, 15*time.Second), &pluginv2.QueryDataRequest{
		PluginContext: host.Context("grafana_scheduler", "Admin"),
		Headers:       map[string]string{"FromAlert": "true"},
		Queries:       []*pluginv2.DataQuery{host.Query("A", span, model)},
	})
	if err != nil {
		t.Fatal(err)
	}
	frames, err := host.Frames(answer, "A")
	if err != nil {
		return nil, err
	}
	return alerting.Read(frames)
}

func alertQueries(subject string) map[string]map[string]any {
	return map[string]map[string]any{
		"anomalies numeric": {"queryType": "anomalies", "format": "numeric"},
		"risk":              {"queryType": "risk"},
		"risk numeric":      {"queryType": "risk", "format": "numeric"},
		"baseline":          {"queryType": "baseline", "entity": subject, "feature": "logins-failed-per-user"},
		"baseline, marked":  {"queryType": "baseline", "entity": subject, "feature": "logins-failed-per-user", "withAnomalies": true},
	}
}

func TestRow01EveryAlertQueryIsReadByTheDataplane(t *testing.T) {
	_, made := shared(t)
	for name, model := range alertQueries(victim(made)) {
		instances, err := evaluate(t, span(made), model)
		if err != nil || len(instances) == 0 {
			t.Errorf("%s: %d instances, %v", name, len(instances), err)
		}
	}
}

// All six kinds that server-side expressions read, in the foundation's encoding.
func TestRow01AllSixKindsAreReadByTheDataplane(t *testing.T) {
	ada, bob := data.Labels{"entity": "ada"}, data.Labels{"entity": "bob"}
	names := []string{"timeseries-multi", "timeseries-wide", "timeseries-long", "numeric-multi", "numeric-wide", "numeric-long"}
	for name, frames := range decoded(t, askOdd(t, names...)) {
		instances, err := alerting.Read(frames)
		if err != nil || len(instances) != 2 {
			t.Errorf("%s: %+v, %v", name, instances, err)
			continue
		}
		for _, instance := range instances {
			if !instance.Labels.Equals(ada) && !instance.Labels.Equals(bob) || instance.Name != "risk" {
				t.Errorf("%s: %s%v", name, instance.Name, instance.Labels)
			}
			if last := instance.Last(); instance.Labels.Equals(ada) && (last == nil || *last != 3) {
				t.Errorf("%s: the last of ada is %v", name, last)
			}
		}
	}
}

func TestRow06NothingIsNoDataAndNoRowsAreNoValue(t *testing.T) {
	_, made := shared(t)
	before := host.Span{From: made.From.AddDate(-1, 0, 0), To: made.From.AddDate(-1, 0, 1)}
	for name, model := range alertQueries("user:nobody-of-that-name") {
		instances, err := evaluate(t, before, model)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, instance := range instances {
			if instance.Last() != nil {
				t.Errorf("%s a year before the data: %+v", name, instance)
			}
		}
	}
	all := decoded(t, askOdd(t, "no-rows", "no-fields"))
	if instances, err := alerting.Read(all["no-rows"]); err != nil || len(instances) != 1 || instances[0].Last() != nil {
		t.Errorf("no rows: %+v, %v", instances, err)
	}
	if instances, err := alerting.Read(all["no-fields"]); err != nil || len(instances) != 0 {
		t.Errorf("no fields: %+v, %v", instances, err)
	}
}

// The reader refuses rows that are not in order of time, and NaN; "last" is the newest.
func TestRow06RowsAreInOrderOfTime(t *testing.T) {
	_, made := shared(t)
	for _, name := range []string{"risk", "baseline"} {
		instances, err := evaluate(t, span(made), alertQueries(victim(made))[name])
		if err != nil {
			t.Fatal(err)
		}
		for _, instance := range instances {
			for i := 1; i < len(instance.Points); i++ {
				if !instance.Points[i].At.After(instance.Points[i-1].At) {
					t.Fatalf("%s: %v after %v", name, instance.Points[i].At, instance.Points[i-1].At)
				}
			}
		}
	}
}

func TestRow07AWrongQueryIsAnErrorOfItsRefIdOnly(t *testing.T) {
	backend, made := shared(t)
	wrong := map[string]map[string]any{
		"no type":      {},
		"unknown type": {"queryType": "everything"},
		"no entity":    {"queryType": "baseline"},
		"bad entity":   {"queryType": "baseline", "entity": "ada", "feature": "logins-failed-per-user"},
		"bad feature":  {"queryType": "baseline", "entity": "user:ada", "feature": "of-the-moon"},
		"bad limit":    {"queryType": "risk", "limit": -1},
	}
	queries := []*pluginv2.DataQuery{host.Query("good", span(made), map[string]any{"queryType": "anomalies"})}
	for name, model := range wrong {
		queries = append(queries, host.Query(name, span(made), model))
	}
	broken := host.Query("no JSON", span(made), map[string]any{"queryType": "risk"})
	broken.Json = []byte("{")
	answer, err := backend.Ask(within(t, 10*time.Second), append(queries, broken)...)
	if err != nil {
		t.Fatal(err)
	}
	if frames, err := host.Frames(answer, "good"); err != nil || len(frames) != 1 {
		t.Errorf("the good one: %d frames, %v", len(frames), err)
	}
	wrong["no JSON"] = nil
	if len(answer.Responses) != len(wrong)+1 {
		t.Errorf("%d answers to %d queries; a missing one is NoData", len(answer.Responses), len(wrong)+1)
	}
	for name := range wrong {
		response := answer.Responses[name]
		if response.GetStatus() != 400 || response.ErrorSource != "downstream" || !strings.HasPrefix(response.Error, "HAB-PLUG-") || !strings.Contains(response.Error, "expected") {
			t.Errorf("%s: %d %s %q", name, response.GetStatus(), response.GetErrorSource(), response.GetError())
		}
	}
}

// An alert instance is its labels: with the severity among them, a rising score would end one alert and start another.
func TestRow08LabelsOfAnEntityStayWhenItsScoreRises(t *testing.T) {
	_, made := shared(t)
	seen := map[string]data.Labels{}
	compared := 0
	for day := 12; day <= 21; day++ {
		instances, err := evaluate(t, host.Span{From: made.From, To: made.From.AddDate(0, 0, day)}, map[string]any{"queryType": "anomalies", "format": "numeric", "limit": 1_000})
		if err != nil {
			t.Fatal(err)
		}
		for _, instance := range instances {
			key := instance.Labels["entityType"] + ":" + instance.Labels["entity"]
			if before, ok := seen[key]; ok {
				compared++
				if !before.Equals(instance.Labels) {
					t.Fatalf("%v became %v", before, instance.Labels)
				}
			}
			seen[key] = instance.Labels
		}
	}
	if compared < 100 {
		t.Errorf("only %d instances came twice", compared)
	}
}

// What is in force decays: a rule on the last of the series and one on the number say the same.
func TestRiskAsSeriesEndsInRiskAsNumber(t *testing.T) {
	_, made := shared(t)
	series, err := evaluate(t, span(made), map[string]any{"queryType": "risk"})
	if err != nil {
		t.Fatal(err)
	}
	numbers, err := evaluate(t, span(made), map[string]any{"queryType": "risk", "format": "numeric"})
	if err != nil {
		t.Fatal(err)
	}
	byLabels := map[string]float64{}
	for _, number := range numbers {
		byLabels[number.Labels.String()] = *number.Last()
	}
	for _, one := range series {
		if want, ok := byLabels[one.Labels.String()]; !ok || *one.Last() != want {
			t.Errorf("%s ends in %v, the number is %v", one.Labels, *one.Last(), want)
		}
	}
	if len(series) == 0 {
		t.Error("no series")
	}
}
