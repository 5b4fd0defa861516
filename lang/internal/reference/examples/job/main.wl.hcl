workload "migrate" {
  kind     = "Job"
  replicas = 4 # Pods that must succeed

  container "migrate" {
    image  = "registry.example.com/migrate:7"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  advanced {
    job {
      parallelism             = 2
      active_deadline_seconds = 600
      backoff_limit           = 3
      restart_policy          = "Never"

      ttl_seconds_after_finished = 86400

      pod_failure_policy {
        rule { # a node that is drained is no failure
          action = "Ignore"
          on_pod_condition "DisruptionTarget" {}
        }
        rule { # a wrong argument stays wrong
          action        = "FailJob"
          on_exit_codes = { values = [64] }
        }
      }
    }
  }
}
