stack "shop" {}

volume_claim "data" {
  size            = "1Gi"
  access_modes    = ["ReadWriteOncePod", "ReadOnlyMany"]    # error: "ReadWriteOncePod" must be the only access mode.
  storage_class   = "Fast"                                  # error: storage_class must have 1 to 253 characters of a-z, 0-9, - and ., and begin and end with a letter or digit, or be empty; this is "Fast".
  data_source     = { kind = "VolumeSnapshot", name = "a" } # error: data_source of kind "VolumeSnapshot" has no api_group. # error: data_source and data_source_ref name different objects.
  data_source_ref = { kind = "PersistentVolumeClaim", name = "a" }
}

workload "resources" {
  kind = "Job"
  container "main" {
    image         = "nginx:1.27"
    huge_pages    = { "2Mi" = "3Mi" }            # error: huge_pages["2Mi"] must be a multiple of the page size. # error: huge_pages of container "main" need cpu or memory beside them.
    resize_policy = { cpu = "RestartContainer" } # error: The Pod restarts no container, because restart_policy of job is "Never".
    resource_claim "gpu" {}                      # error: workload "resources" has no resource_claim "gpu". Did you mean "gpus"?
    restart_policy_rule {                        # error: container "main" has no restart_policy, which decides where no restart_policy_rule matches.
      exit_codes = [1, 1]                        # error: exit_codes has 1 twice.
      action     = "RestartAllContainers"
    }
  }
  init_container "prepare" {
    image          = "busybox:1.37"
    restart_policy = "Never"
    resize_policy  = { memory = "RestartContainer" } # error: init_container "prepare" completes before the other containers start, so it is not restarted when its quota changes.
  }
  resource_claim "gpus" {} # error: resource_claim "gpus" needs either resource_claim_name or resource_claim_template_name.
}

workload "whole" {
  kind = "Deployment"
  container "main" {
    image  = "nginx:1.27"
    cpu    = { request = "2" }
    memory = { limit = "1Gi" } # error: memory.limit of container "main" ("1Gi") must not exceed that of the Pod ("512Mi").
    port {
      container_port = 80
      host_ip        = "localhost" # error: host_ip must be an IP address; this is "localhost".
    }
    lifecycle {
      stop_signal = "SIGQUIT" # error: On Windows, stop_signal must be "SIGKILL" or "SIGTERM"; this is "SIGQUIT".
      pre_stop {
        sleep = { seconds = 60 } # error: seconds of sleep (60) must be at most the termination grace period (30).
      }
    }
    health_check {
      readiness {
        http_get = { port = 80, protocol = "HTTP2", scheme = "HTTPS", host = "a" } # error: protocol = "HTTP2" has no encryption, but scheme is "HTTPS". # error: With protocol = "HTTP2", the request goes to the Pod.
      }
    }
    security {
      proc_mount        = "Unmasked"               # error: proc_mount = "Unmasked" needs user IDs apart from the node's. # error: proc_mount does not apply to Pods with os = "windows".
      app_armor_profile = { type = "Localhost" }   # error: app_armor_profile of type "Localhost" has no localhost_profile. # error: app_armor_profile does not apply to Pods with os = "windows".
      windows_options   = { host_process = false } # error: host_process of container "main" must be as that of the Pod, which is true.
    }
  }
  advanced {
    pod {
      os         = "windows"
      cpu        = { request = "1" }                    # error: cpu.request of the Pod ("1") must be at least what its containers request together, which is 2. # error: cpu does not apply to Pods with os = "windows".
      memory     = { request = "1Gi", limit = "512Mi" } # error: memory.request ("1Gi") must not exceed memory.limit ("512Mi"). # error: memory does not apply to Pods with os = "windows".
      huge_pages = { "big" = "64Mi" }                   # error: The key of huge_pages["big"] must be the size of a page
      overhead   = { disk = "1Gi" }                     # error: The key of overhead["disk"] must be a resource
      eviction_responder "drainer" {                    # error: name of eviction_responder "drainer" must be a name with its domain
        priority = 1                                    # error: priority must be between 1000 and 100000; this is 1.
      }
      active_deadline_seconds = 60 # error: active_deadline_seconds does not apply to a Deployment; it applies to Job and CronJob workloads.
    }
    security {
      windows_options = { host_process = true }
    }
  }
}

workload "namespaces" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    lifecycle {
      stop_signal = "SIGQUIT" # error: stop_signal depends on the operating system of the Pods, which is not set.
    }
    security {
      windows_options = { host_process = true } # error: The containers of a Pod are all processes of the node, or none of them is.
    }
  }
  container "other" {
    image = "nginx:1.27"
    port {
      container_port = 8081
    }
  }
  advanced {
    security {
      host_users              = false
      host_pid                = true                           # error: host_pid needs the node's user IDs, which host_users = false gives up.
      share_process_namespace = true                           # error: With host_pid, the containers see all processes of the node.
      sysctls                 = { "net.core.somaxconn" = "1" } # error: net.core.somaxconn would be set on the node, because the Pod has host_network = true.
    }
    network {
      host_network      = true # error: host_network needs the node's user IDs, which host_users = false gives up.
      hostname_override = "a"  # error: hostname_override and host_network both decide on the hostname.
    }
  }
}

workload "processes" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    security {
      windows_options = { host_process = true } # error: Processes of the node use its network.
    }
  }
}

workload "volumes" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    environment {
      file_key "A" {
        volume = "host" # error: The file of file_key "A" must be in an empty_dir, which volume "host" is not.
        path   = "a.env"
        key    = "A"
      }
      resource "CPUS" {
        resource = "limits.cpu"
        divisor  = "1Mi" # error: The divisor of limits.cpu must be one of 1m, 1; this is "1Mi".
      }
    }
    storage {
      mount "/a" {
        volume              = "host"
        sub_path            = "a"
        sub_path_expr       = "b"             # error: mount "/a" has sub_path and sub_path_expr, which are the same part of the volume.
        recursive_read_only = "Enabled"       # error: recursive_read_only = "Enabled" needs read_only = true. # error: recursive_read_only = "Enabled" excludes mount_propagation = "Bidirectional".
        mount_propagation   = "Bidirectional" # error: mount_propagation = "Bidirectional" is only for privileged containers, and container "main" is not.
      }
      mount "/b" {
        volume             = "model"
        bind_mount_options = ["noexec"] # error: bind_mount_options do not apply to the files of an image.
      }
      mount "/c" {
        volume = "block" # warning: volume "block" has volume_mode = "Block", so it cannot be mounted
      }
      device "/a" {     # error: A volume is already mounted at /a
        volume = "host" # error: A device must be a claim, which volume "host" is not. # error: The container already uses volume "host" at
      }
      device "/dev/xvdb" {
        volume = "filesystem" # warning: volume "filesystem" does not have volume_mode = "Block", so it cannot be a device
      }
    }
  }
  volume "host" {
    host_path = { path = "/var" }
  }
  volume "model" {
    image = { reference = "models:1" }
  }
  volume "block" {
    ephemeral {
      size        = "1Gi"
      volume_mode = "Block"
    }
  }
  volume "filesystem" {
    ephemeral {
      size = "1Gi"
    }
  }
  volume "none" {
    projected {} # error: projected of volume "none" has no sources.
  }
  volume "podinfo" {
    downward_api {} # error: downward_api of volume "podinfo" has no files.
  }
  volume "projected" {
    projected {
      config_map {
        name       = "settings"
        items      = { "a" = "file" }
        item_modes = { "b" = "0400" } # error: item_modes is of files that items names, and "b" is not among them.
      }
      downward_api {
        field "file" { # error: The file "file" is already projected at
          path = "metadata.name"
        }
        resource "cpu" {
          resource  = "limits.cpu"
          container = "mian" # error: workload "volumes" has no container "mian". Did you mean "main"? Name one of its containers.
        }
      }
      cluster_trust_bundle { # error: cluster_trust_bundle needs either name or signer_name.
        path = "roots.pem"
      }
      cluster_trust_bundle {
        path         = "other.pem"
        name         = "other"     # error: name is one bundle, and match_labels and match choose among those of a signer.
        match_labels = { a = "b" }
      }
      pod_certificate {               # error: pod_certificate has no file.
        signer_name = "example.com/a"
        key_type    = "ED25519"
      }
    }
  }
  volume "disk" {
    iscsi = { target_portal = "10.0.0.1", iqn = "iqn.2001-04.com.example:a", lun = 0, chap_auth_session = true } # error: iscsi with CHAP authentication has no secret.
  }
  volume "fibre" {
    fc = { target_wwns = ["500a0982991b8dc5"] } # error: fc with target_wwns has no lun.
  }
  volume "wide" {
    fc = { lun = 1 } # error: fc needs either target_wwns or wwids.
  }
}

workload "apart" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    storage {
      device "/dev/xvda" { # error: Pods with host_users = false cannot use block devices.
        volume = "disk"
      }
    }
  }
  volume "disk" {
    persistent_volume_claim = { claim_name = "disk" }
  }
  advanced {
    security {
      host_users = false
    }
    pod {
      os = "linux"
    }
    scheduling {
      scheduling_gates = ["example.com/a", "example.com/a"] # error: scheduling_gates has example.com/a twice.
      node_name        = "node-1"                           # error: Pods with scheduling_gates cannot name their node.
      toleration {
        key      = "a"
        operator = "Lt" # error: A toleration with operator = "Lt" compares with a whole number.
      }
      topology_spread {
        topology_key       = "zone"
        when_unsatisfiable = "ScheduleAnyway"
        min_domains        = 2       # error: min_domains needs when_unsatisfiable = "DoNotSchedule"; this is "ScheduleAnyway".
        match_label_keys   = ["app"] # error: "app" is in match_label_keys, and a condition is on it, too.
        match "app" {
          values = ["web"]
        }
      }
      node_affinity {
        required {} # error: required has no match block. Add match
        prefer {
          weight = 1
          match_field "metadata.uid" { # error: field of match_field "metadata.uid" must be "metadata.name"
            values = ["a"]
          }
        }
      }
      workload_affinity {
        required { # error: required has no match block. Add match
          topology_key        = "zone"
          match_label_keys    = ["a"]
          mismatch_label_keys = ["a"] # error: "a" is in match_label_keys and in mismatch_label_keys.
        }
      }
    }
  }
}

workload "limits" {
  kind = "Deployment"
  container "main" {
    image                      = "nginx:1.27"
    extended_resources         = { "cpu" = 1 }    # error: The key of extended_resources["cpu"] must be the name of a resource with its domain
    ephemeral_storage          = { limit = "-1" } # error: limit must be a whole number of bytes, 0 or more
    termination_message_policy = "Log"            # error: termination_message_policy must be "File" or "FallbackToLogsOnError"; this is "Log".
  }
  volume "driver" {
    csi = { driver = "A driver" } # error: driver must be the name of a driver
  }
}
