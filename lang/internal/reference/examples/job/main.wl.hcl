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
      restart_policy          = "OnFailure"
    }
  }
}
