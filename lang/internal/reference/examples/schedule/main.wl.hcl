workload "report" {
  kind = "CronJob"

  schedule {
    schedule                      = "0 9 * * MON-FRI"
    time_zone                     = "Europe/Berlin"
    concurrency_policy            = "Forbid"
    successful_jobs_history_limit = 1
  }

  container "report" {
    image  = "registry.example.com/report:7"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}
