stack "shop" {}

workload "limits" {
  kind            = "Deployment"
  service_account = "Nginx" # error: service_account must have 1 to 253 characters
  container "nginx" {
    image = "nginx:1.27"
  }
  advanced {
    pod_management_policy = "Parallel" # error: pod_management_policy does not apply to a Deployment; it applies to StatefulSet workloads.
    scheduling {
      toleration_seconds = -1                 # error: toleration_seconds must be 0 or more
      node_selector      = { "a b" = "c d" }  # error: The key of node_selector["a b"] must be a label key # error: node_selector["a b"] must be a label value
      toleration {
        key      = "a"
        operator = "In"      # error: operator must be "Equal", "Exists", "Lt" or "Gt"; this is "In".
        effect   = "Execute" # error: effect must be "NoSchedule", "PreferNoSchedule" or "NoExecute"
      }
      node_affinity {
        required {} # error: required has no match block.
        prefer {
          weight = 101 # error: weight must be between 1 and 100; this is 101.
          match "disk" {
            values = ["ssd"]
          }
        }
        prefer { # error: prefer has no weight.
          match "disk" {
            values = ["ssd"]
          }
        }
      }
      workload_affinity {
        required { # error: required has no topology_key.
          match "app" {
            operator = "Gt" # error: operator must be "In", "NotIn", "Exists" or "DoesNotExist"; this is "Gt".
            values   = ["1"]
          }
        }
      }
      topology_spread {
        topology_key       = "zone"
        max_skew           = 0       # error: max_skew must be 1 or more
        when_unsatisfiable = "Never" # error: when_unsatisfiable must be "DoNotSchedule" or "ScheduleAnyway"
      }
    }
    dns {
      policy      = "Cluster" # error: policy must be "Default", "ClusterFirst", "ClusterFirstWithHostNet" or "None"
      nameservers = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "dns.local"] # error: The number of elements of nameservers must be at most 3; this is 4. # error: nameservers[3] must be an IP address
      searches    = ["a", "b", "c", "d", "e", "f", "g"] # error: The number of elements of searches must be at most 6; this is 7. Change it, or set limits = "kubernetes"
      host_alias "legacy" { # error: ip of host_alias "legacy" must be an IP address
        hostnames = [] # error: The number of elements of hostnames must be 1 or more
      }
    }
    security {
      fs_group            = -1  # error: fs_group must be 0 or more
      supplemental_groups = ["x"] # error: supplemental_groups must be a list of whole numbers
    }
  }
}

workload "contradictions" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
    port "http" {
      container_port = 80
      host_port      = 8080 # error: With host_network, port 80 of the container is port 80 of the node.
    }
  }
  advanced {
    scheduling {
      toleration { # error: A toleration without a key matches every taint
        value = "x"
      }
      toleration {
        key                = "a"
        operator           = "Exists"
        value              = "x" # error: A toleration with operator = "Exists" matches every value.
        toleration_seconds = 3   # error: toleration_seconds is only for taints that evict Pods.
      }
      node_affinity {
        required {
          match "a" {} # error: match "a" with operator = "In" needs values.
          match "b" {
            operator = "Exists"
            values   = ["x"] # error: match "b" with operator = "Exists" takes no values.
          }
          match "c" {
            operator = "Gt"
            values   = ["many"] # error: match "c" with operator = "Gt" takes one whole number.
          }
        }
      }
      topology_spread {
        topology_key = "zone"
      }
      topology_spread { # error: Two topology_spread blocks are for zone and DoNotSchedule.
        topology_key = "zone"
        max_skew     = 2
      }
    }
    dns {
      policy = "None" # error: none is given. Add nameservers
    }
    network {
      host_network = true
    }
    security {
      run_as_user     = 0 # error: run_as_user = 0 is root
      run_as_non_root = true
      seccomp_profile = { type = "Unconfined", localhost_profile = "x" } # error: localhost_profile is only for type = "Localhost".
    }
  }
}
