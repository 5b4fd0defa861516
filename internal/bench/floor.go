package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/workloadlang/wl/internal/crash"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/retry"
)

const inFlight = 16

// floor sends the requests that no planner or applier can do without, and does
// nothing with the answers: bare net/http over HTTP/2, nothing decoded.
type floor struct {
	config *rest.Config
	bodies []body
}

type body struct {
	path string // of the object, in the bench's namespace
	json []byte
}

// newFloor takes the bodies from wl render, so that the floor and wl send the
// same bytes.
func newFloor(ctx context.Context, b bench) (*floor, error) {
	config, err := clientcmd.BuildConfigFromFlags("", b.kubeconfig)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, b.wl, "render", "--format", "json", b.dir)
	cmd.Env = append(os.Environ(), b.env()...)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("wl render: %w", err)
	}
	var rendered struct {
		Clusters []struct{ Objects []map[string]any }
	}
	if err := json.Unmarshal(out, &rendered); err != nil {
		return nil, fmt.Errorf("wl render: %w", err)
	}
	f := &floor{config: config}
	for _, o := range rendered.Clusters[0].Objects {
		path, namespaced := objectPath(o)
		if !namespaced {
			continue // the namespace itself is made apart
		}
		raw, err := json.Marshal(o)
		if err != nil {
			return nil, err
		}
		f.bodies = append(f.bodies, body{path: path, json: raw})
	}
	// Services go first, as apply writes them: the work that Deployments make for
	// the controllers slows down what follows.
	slices.SortStableFunc(f.bodies, func(a, b body) int { return cmp.Compare(rank(a.path), rank(b.path)) })
	return f, nil
}

func rank(path string) int {
	if strings.Contains(path, "/services/") {
		return 0
	}
	return 1
}

func objectPath(o map[string]any) (path string, namespaced bool) {
	metadata := o["metadata"].(map[string]any)
	gk := kind.Of(o)
	if gk == kind.Namespace {
		return "", false
	}
	prefix := "/apis/" + o["apiVersion"].(string)
	if o["apiVersion"] == "v1" {
		prefix = "/api/v1"
	}
	return fmt.Sprintf("%s/namespaces/%s/%ss/%s", prefix, metadata["namespace"], strings.ToLower(gk.Kind), metadata["name"]), true
}

// client is a connection of its own, as a fresh process has.
func (f *floor) client() (*http.Client, func(), error) {
	tls, err := rest.TLSConfigFor(f.config)
	if err != nil {
		return nil, nil, err
	}
	tls.NextProtos = []string{"h2"}
	t := &http.Transport{TLSClientConfig: tls, ForceAttemptHTTP2: true}
	return &http.Client{Transport: t}, t.CloseIdleConnections, nil
}

// lists is the metadata-only LISTs of both kinds, in protobuf.
func (f *floor) lists(ctx context.Context) (sample, error) {
	client, closeIdle, err := f.client()
	if err != nil {
		return sample{}, err
	}
	defer closeIdle()
	start := time.Now()
	var g crash.Group
	for _, path := range []string{"/apis/apps/v1/namespaces/" + namespace + "/deployments", "/api/v1/namespaces/" + namespace + "/services"} {
		g.Go(func() error {
			header := http.Header{"Accept": {"application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"}}
			_, err := f.send(ctx, client, http.MethodGet, path, header, nil)
			return err
		})
	}
	err = g.Wait()
	return sample{elapsed: time.Since(start)}, err
}

// applies is one server-side apply of every object, dry or not.
func (f *floor) applies(ctx context.Context, into string, dry bool) (sample, error) {
	client, closeIdle, err := f.client()
	if err != nil {
		return sample{}, err
	}
	defer closeIdle()
	query := url.Values{"fieldManager": {"bench-floor"}, "force": {"true"}}
	if dry {
		query.Set("dryRun", "All")
	}
	start := time.Now()
	sent, err := pool.Map(ctx, inFlight, f.bodies, func(ctx context.Context, b body) (traffic, error) {
		path := strings.Replace(b.path, "/namespaces/"+namespace+"/", "/namespaces/"+into+"/", 1)
		raw := bytes.Replace(b.json, []byte(`"namespace":"`+namespace+`"`), []byte(`"namespace":"`+into+`"`), 1)
		header := http.Header{"Content-Type": {"application/apply-patch+yaml"}, "Accept": {"application/json"}}
		return f.send(ctx, client, http.MethodPatch, path+"?"+query.Encode(), header, raw)
	})
	s := sample{elapsed: time.Since(start)}
	for _, one := range sent {
		s.traffic.add(one)
	}
	return s, err
}

func (f *floor) send(ctx context.Context, client *http.Client, method, path string, header http.Header, payload []byte) (traffic, error) {
	req, err := http.NewRequestWithContext(ctx, method, f.config.Host+path, bytes.NewReader(payload))
	if err != nil {
		return traffic{}, err
	}
	req.Header = header
	resp, err := client.Do(req)
	if err != nil {
		return traffic{}, err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		text, _ := io.ReadAll(io.LimitReader(resp.Body, 1000))
		return traffic{}, fmt.Errorf("%s %s: %s: %s", method, path, resp.Status, text)
	}
	read, err := io.Copy(io.Discard, resp.Body)
	return traffic{requests: 1, sent: int64(len(payload)), read: read}, err
}

// inNamespace runs do with a namespace of its own, which is gone afterwards with
// everything in it.
func (f *floor) inNamespace(ctx context.Context, name string, do func() error) error {
	client, closeIdle, err := f.client()
	if err != nil {
		return err
	}
	defer closeIdle()
	header := http.Header{"Content-Type": {"application/json"}}
	manifest := fmt.Appendf(nil, `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":%q}}`, name)
	if _, err := f.send(ctx, client, http.MethodPost, "/api/v1/namespaces", header, manifest); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	path := "/api/v1/namespaces/" + name
	if _, err := f.send(ctx, client, http.MethodDelete, path, http.Header{}, nil); err != nil {
		return err
	}
	for {
		if _, err := f.send(ctx, client, http.MethodGet, path, http.Header{}, nil); err != nil {
			return nil
		}
		if !retry.Pause(ctx, 500*time.Millisecond) {
			return ctx.Err()
		}
	}
}
