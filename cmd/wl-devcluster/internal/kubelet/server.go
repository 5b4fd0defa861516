// Package kubelet serves the logs of Pods to the API server, made up from each Pod's status. kwok has a server for that,
// but it serves a fixed file and asks its clients for no certificate.
package kubelet

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// Files are the paths of PEM files that a server needs: its own certificate and key, and the authority that must have
// signed its clients' certificates.
type Files struct {
	Cert, Key, ClientCA string
}

// Serve serves logs over HTTPS at address until it fails. It reads Pods through client.
func Serve(address string, files Files, client kubernetes.Interface) error {
	pem, err := os.ReadFile(files.ClientCA)
	if err != nil {
		return fmt.Errorf("read the authority of the log server's clients: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return fmt.Errorf("read the authority of the log server's clients: %s holds no certificate", files.ClientCA)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen for requests for logs: %w", err)
	}
	server := &http.Server{
		Handler:           newHandler(client),
		ReadHeaderTimeout: 10 * time.Second,
		TLSConfig: &tls.Config{
			MinVersion: tls.VersionTLS12,
			ClientAuth: tls.RequireAndVerifyClientCert,
			ClientCAs:  pool,
		},
	}
	return server.ServeTLS(listener, files.Cert, files.Key)
}

type handler struct {
	client kubernetes.Interface
}

func newHandler(client kubernetes.Interface) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /containerLogs/{namespace}/{pod}/{container}", &handler{client: client})
	return mux
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	pod, err := h.client.CoreV1().Pods(r.PathValue("namespace")).Get(r.Context(), r.PathValue("pod"), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	options, err := parseOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	lines, err := containerLog(pod, r.PathValue("container"), options.previous)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	options.write(w, lines)
	if options.follow {
		follow(r.Context(), w)
	}
}

// follow keeps the response open, as for a container that continues to run but says nothing more.
func follow(ctx context.Context, w http.ResponseWriter) {
	if err := http.NewResponseController(w).Flush(); err != nil {
		return
	}
	<-ctx.Done()
}

// options are those of a request for logs that have an effect here.
type options struct {
	previous, timestamps, follow bool
	// tail is how many of the last lines to show, or -1 for all.
	tail int
}

func parseOptions(r *http.Request) (options, error) {
	query := r.URL.Query()
	o := options{
		previous:   query.Get("previous") == "true",
		timestamps: query.Get("timestamps") == "true",
		follow:     query.Get("follow") == "true",
		tail:       -1,
	}
	if text := query.Get("tailLines"); text != "" {
		tail, err := strconv.Atoi(text)
		if err != nil || tail < 0 {
			return options{}, fmt.Errorf("tailLines=%s is not a number of lines", text)
		}
		o.tail = tail
	}
	return o, nil
}

func (o options) write(w http.ResponseWriter, lines []line) {
	if o.tail >= 0 {
		lines = lines[max(0, len(lines)-o.tail):]
	}
	for _, l := range lines {
		if o.timestamps {
			_, _ = fmt.Fprintf(w, "%s ", l.time.UTC().Format(time.RFC3339Nano))
		}
		_, _ = fmt.Fprintln(w, l.text)
	}
}

func containerStatus(pod *corev1.Pod, name string) (*corev1.ContainerStatus, error) {
	for _, statuses := range [][]corev1.ContainerStatus{pod.Status.ContainerStatuses, pod.Status.InitContainerStatuses} {
		for i := range statuses {
			if statuses[i].Name == name {
				return &statuses[i], nil
			}
		}
	}
	return nil, fmt.Errorf("pod %q has no container %q, or it has not been created yet", pod.Name, name)
}
