namespace FleetSim.Load.Running;

/// <summary>Hears that an operation has ended: the user of a closed model, who starts the next one.</summary>
internal interface IOperationEnd
{
    void Ended(OperationRun operation);

    /// <summary>The operation goes on, but nobody waits for its answer.</summary>
    void GaveUp();
}
