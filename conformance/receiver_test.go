package conformance

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// The receiver that the backend opens asks for the token of grafana.ini.
func TestTheReceiverAsksForTheTokenOfGrafanasConfiguration(t *testing.T) {
	port := freePort(t)
	backend := fresh(t, fmt.Sprintf("GF_PLUGIN_OTLP_PORT=%d", port), "GF_PLUGIN_OTLP_TOKEN=a-long-enough-token")
	if answer, err := health(t, backend); err != nil || answer.Status != pluginv2.CheckHealthResponse_OK {
		t.Fatalf("%v %v", answer, err)
	}
	for token, want := range map[string]int{"": 401, "Bearer another": 401, "Bearer a-long-enough-token": 200} {
		request, err := http.NewRequest("POST", fmt.Sprintf("http://127.0.0.1:%d/v1/logs", port), strings.NewReader(`{"resourceLogs":[]}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		if token != "" {
			request.Header.Set("Authorization", token)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%q: %s", token, answer.Status)
		}
	}
	if strings.Contains(backend.Log.Raw(), "a-long-enough-token") {
		t.Error("the log holds the token")
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
