package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"
)

// State is where a cluster is in its life.
type State string

// The states of a cluster.
const (
	// Starting: its supervisor lives, but it is not ready yet.
	Starting State = "starting"
	// Running: it is ready, and all its processes live.
	Running State = "running"
	// Failed: a process of it ended unasked, so its supervisor stopped the others; the logs are still there.
	Failed State = "failed"
	// Dead: its supervisor was killed, and so its processes ended with it.
	Dead State = "dead"
)

// Supervisor is the name of the process that owns the others.
const Supervisor = "supervisor"

// Ports are the TCP ports on 127.0.0.1 that a cluster listens on.
type Ports struct {
	APIServer  int `json:"apiServer"`
	EtcdClient int `json:"etcdClient"`
	EtcdPeer   int `json:"etcdPeer"`
	Kubelet    int `json:"kubelet"`
}

// Record is what is known of a cluster, kept in its directory.
type Record struct {
	Name string `json:"name"`
	// State is as last written; Dir.Read corrects it if the supervisor no longer lives.
	State State `json:"state"`
	// Version is the Kubernetes version, such as v1.37.2.
	Version string `json:"version"`
	// Program is what its Kubernetes components are started with, where that is not the program that runs the others.
	Program string    `json:"program,omitempty"`
	Nodes   int       `json:"nodes"`
	Created time.Time `json:"created"`
	Ports   Ports     `json:"ports"`
	// PIDs are the processes' ids by name, the supervisor included.
	PIDs map[string]int `json:"pids,omitempty"`
	// ExitWith is the process with which the cluster ends, or 0.
	ExitWith int `json:"exitWith,omitempty"`
	// Failure says why the cluster failed, and FailedProcess whose log tells more.
	Failure       string `json:"failure,omitempty"`
	FailedProcess string `json:"failedProcess,omitempty"`
}

// Address is the URL of the API server.
func (r *Record) Address() string {
	return fmt.Sprintf("https://127.0.0.1:%d", r.Ports.APIServer)
}

// Minor is the minor version of its Kubernetes: 37 of v1.37.2.
func (r *Record) Minor() int {
	parts := strings.SplitN(r.Version, ".", 3)
	minor, _ := strconv.Atoi(parts[min(1, len(parts)-1)]) // 0 of a build without a version
	return minor
}

// ErrNoCluster is what Read returns for a name that no cluster has.
var ErrNoCluster = errors.New("no such cluster")

// Read returns the cluster's record with its state brought up to date.
func (d Dir) Read() (*Record, error) {
	data, err := os.ReadFile(d.Path("cluster.json"))
	if errors.Is(err, fs.ErrNotExist) {
		if !d.Exists() {
			return nil, fmt.Errorf("cluster %s: %w", d.Name, ErrNoCluster)
		}
		return &Record{Name: d.Name, State: Dead, Failure: "its record was never written"}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the record of cluster %s: %w", d.Name, err)
	}
	var record Record
	if err := json.Unmarshal(data, &record); err != nil {
		return nil, fmt.Errorf("read the record of cluster %s: %w", d.Name, err)
	}
	if (record.State == Running || record.State == Starting) && !d.Alive(Supervisor) {
		record.State = Dead
		record.Failure = "its supervisor was killed, and its processes ended with it"
	}
	return &record, nil
}

// Write stores the record in one step, so that nobody reads half of it.
func (d Dir) Write(record *Record) error {
	data, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the record of cluster %s: %w", d.Name, err)
	}
	next := d.Path("cluster.json.new")
	if err := os.WriteFile(next, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("write the record of cluster %s: %w", d.Name, err)
	}
	if err := os.Rename(next, d.Path("cluster.json")); err != nil {
		return fmt.Errorf("write the record of cluster %s: %w", d.Name, err)
	}
	return nil
}
